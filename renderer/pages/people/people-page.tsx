import { KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../shared/role.ts';
import { Empty, firstOffer } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { RemovedToast } from '../../components/removed-toast.tsx';
import split from '../../components/split-page.module.css';
import { useKeys } from '../../components/use-keys.ts';
import { useOperators, useRoute, useStores } from '../../stores/context.ts';
import { newPerson } from '../../stores/operators.ts';
import { roleInPart, rolesPart } from '../../stores/roles.ts';
import { formatRoute } from '../../stores/route.ts';
import { FormerPeople } from './former-people.tsx';
import { InvitePanel } from './invite-panel.tsx';
import { KeptOutPeople } from './kept-out-people.tsx';
import styles from './people-page.module.css';
import { PeopleTable } from './people-table.tsx';
import { PeopleTabs } from './people-tabs.tsx';
import { PersonForm } from './person-form.tsx';
import { RolesView } from './roles-view.tsx';

/** Who may send commands, and what their roles let them do. */
export function PeoplePage() {
  const part = useRoute((state) => state.part);
  return part === rolesPart || roleInPart(part) !== undefined ? <RolesView /> : <PeopleView />;
}

/** The people in WeChat who may send commands. */
function PeopleView() {
  const { t } = useTranslation();
  const { operators: store, route } = useStores();
  const { operators, former, keptOut, failure, removed, letIn } = useOperators((state) => state);
  const part = useRoute((state) => state.part);
  const rows = useRef<HTMLDivElement>(null);
  const [inviting, setInviting] = useState(false);
  const { load, put, remove, removeFormer, forgetRemoved, restore, letGo } = store.getState();
  const { go } = route.getState();
  const adding = part === newPerson;
  const add = () => {
    setInviting(false);
    go('people', newPerson);
  };
  const invite = () => {
    go('people');
    setInviting(true);
  };
  const close = () => {
    setInviting(false);
    go('people');
  };
  useKeys({ n: add, i: invite, Escape: close });

  const list = operators.value ?? [];
  const buttonOf = ({ account, person }: Operator) =>
    rows.current?.querySelector<HTMLElement>(
      `[data-account="${CSS.escape(account)}"][data-person="${CSS.escape(person)}"] [data-remove]`,
    ) ?? rows.current?.querySelector<HTMLElement>(`[data-remove], ${firstOffer}`);
  return (
    <div className={split.page}>
      <div className={styles.tools}>
        <PeopleTabs shown="people" />
        <p className={styles.about}>{t('people.about')}</p>
        <Button icon={<KeyOutlined aria-hidden />} title={`${t('people.invite')} (i)`} aria-expanded={inviting} onClick={invite}>
          {t('people.invite')}
        </Button>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} title={`${t('people.add')} (n)`} aria-expanded={adding} onClick={add}>
          {t('people.add')}
        </Button>
      </div>
      <div className={split.split}>
        <div ref={rows} className={styles.scroll}>
          {failure && (
            <div className={split.padded}>
              <FailureNote failure={failure} />
            </div>
          )}
          {operators.state === 'failed' && (
            <div className={split.padded}>
              <FailureNote failure={operators.failure} onRetry={() => void load()} />
            </div>
          )}
          {operators.state === 'loading' && !operators.value && (
            <div className={split.padded} role="status" aria-label={t('app.loading')}>
              <Skeleton active paragraph={{ rows: 4 }} />
            </div>
          )}
          {operators.value && list.length === 0 && (
            <Empty title={t('people.emptyTitle')} text={t('people.empty')}>
              <Button onClick={invite}>{t('people.invite')}</Button>
            </Empty>
          )}
          {list.length > 0 && (
            <PeopleTable
              people={list}
              onRole={(person, role) => void put({ ...person, role })}
              onTags={(person, tags) => void put({ ...person, tags })}
              onRemove={(person) => void remove(person)}
            />
          )}
          <div className={styles.notes}>
            <FormerPeople people={former} onRemove={(account) => void removeFormer(account)} />
            <KeptOutPeople people={keptOut} onForget={(people) => void forgetRemoved(people)} />
            <p>
              {t('people.also')} <a href={formatRoute('accounts')}>{t('people.toAccounts')}</a>
            </p>
            <p>{t('people.visitor')}</p>
          </div>
        </div>
        {adding && <PersonForm people={list} onSave={put} onClose={close} />}
        {inviting && !adding && <InvitePanel onClose={close} />}
      </div>
      {removed && (
        <RemovedToast
          key={`${removed.account}/${removed.person}`}
          text={t('people.removed', { name: removed.name || removed.person })}
          next={() => buttonOf(removed)}
          onUndo={() => void restore()}
          onDismiss={letGo}
        />
      )}
      {letIn && (
        <RemovedToast
          key={JSON.stringify(letIn)}
          text={t(letIn.some(({ why }) => why === 'named') ? 'people.letIn' : 'people.opened', {
            people: letIn.map(({ person }) => person).join(t('accounts.listSeparator')),
          })}
          next={() => rows.current?.querySelector<HTMLElement>(`[data-remove], ${firstOffer}`)}
          onUndo={() => void restore()}
          onDismiss={letGo}
        />
      )}
    </div>
  );
}
