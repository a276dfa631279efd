import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/role.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { RemovedToast } from '../../components/removed-toast.tsx';
import split from '../../components/split-page.module.css';
import { useKeys } from '../../components/use-keys.ts';
import { useOperators, useRoles, useRoute, useStores, useTargets } from '../../stores/context.ts';
import { isBuiltIn, newRole, roleInPart, rolePart, rolesPart } from '../../stores/roles.ts';
import { roleName } from '../../text/role-words.ts';
import { BuiltInRole } from './built-in-role.tsx';
import styles from './people-page.module.css';
import { PeopleTabs } from './people-tabs.tsx';
import { draftOf, newGrant } from './role-draft.ts';
import { RoleEditor } from './role-editor.tsx';
import { RolesTable } from './roles-table.tsx';

/** The roles there are, and one of them open beside them. */
export function RolesView() {
  const { t } = useTranslation();
  const { roles: store, route, targets } = useStores();
  const { roles, failure, removed } = useRoles((state) => state);
  const people = useOperators((state) => state.operators.value) ?? [];
  const areTargetsKnown = useTargets((state) => state.targets.value !== undefined);
  const open = roleInPart(useRoute((state) => state.part));
  /** The role that a new one is made like. */
  const [model, setModel] = useState<Role | null>(null);
  const rows = useRef<HTMLDivElement>(null);
  const [newId, setNewId] = useState(() => store.getState().freeId());
  const { load, put, remove, restore, letGo, forgetFailure } = store.getState();
  const { go } = route.getState();
  useEffect(() => {
    if (!areTargetsKnown) void targets.getState().load();
  }, [areTargetsKnown, targets]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rights may name other words
  useEffect(() => {
    void store.getState().loadWords();
  }, [roles.value, store]);

  const show = (id: string, like: Role | null = null) => {
    setModel(like);
    forgetFailure();
    if (id === newRole) setNewId(store.getState().freeId());
    go('people', rolePart(id));
  };
  const buttonOf = (id: string) => rows.current?.querySelector<HTMLElement>(`[data-role="${CSS.escape(id)}"] button`);
  /** The panel is gone, and with it the focus: to the role that was open. */
  const close = () => {
    forgetFailure();
    go('people', rolesPart);
    const id = open === newRole ? newId : open;
    if (id !== undefined) buttonOf(id)?.focus();
  };
  useKeys({ n: () => show(newRole), Escape: close });

  const list = roles.value ?? [];
  const role = list.find(({ id }) => id === open);
  const holdersOf = (id: string) => people.filter((operator) => operator.role === id).map(({ name, person }) => name || person);
  const takenBy = (id: string) => list.filter((other) => other.id !== id).map((other) => roleName(t, other));
  const blank = { id: newId, name: '', grants: [newGrant()], mayHold: false };
  const panel = () => {
    if (open === newRole) {
      const draft = model ? { ...draftOf(model, newId), name: '' } : blank;
      return (
        <RoleEditor
          key={newId}
          {...{ draft, failure, onSave: put, onClose: close, taken: takenBy(newId) }}
          isSaved={false}
          holders={[]}
          onRemove={close}
        />
      );
    }
    if (!role) return null;
    if (isBuiltIn(role)) return <BuiltInRole key={role.id} role={role} onCopy={() => show(newRole, role)} onClose={close} />;
    return (
      <RoleEditor
        key={role.id}
        {...{ draft: draftOf(role, role.id), failure, onSave: put, onClose: close, taken: takenBy(role.id) }}
        isSaved
        holders={holdersOf(role.id)}
        onRemove={() => void remove(role).then((done) => done && close())}
      />
    );
  };
  return (
    <div className={split.page}>
      <div className={styles.tools}>
        <PeopleTabs shown="roles" />
        <p className={styles.about}>{t('role.about')}</p>
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          title={`${t('role.add')} (n)`}
          aria-expanded={open === newRole}
          onClick={() => show(newRole)}
        >
          {t('role.add')}
        </Button>
      </div>
      <div className={split.split}>
        <div ref={rows} className={styles.scroll}>
          {roles.state === 'failed' && (
            <div className={split.padded}>
              <FailureNote failure={roles.failure} onRetry={() => void load()} />
            </div>
          )}
          {roles.state === 'loading' && !roles.value && (
            <div className={split.padded} role="status" aria-label={t('app.loading')}>
              <Skeleton active paragraph={{ rows: 4 }} />
            </div>
          )}
          {list.length > 0 && (
            <RolesTable
              roles={list}
              holders={Object.fromEntries(list.map(({ id }) => [id, holdersOf(id).length]))}
              open={open}
              onOpen={({ id }) => show(id)}
            />
          )}
          {list.length > 0 && list.every(isBuiltIn) && <p className={styles.notes}>{t('role.none')}</p>}
        </div>
        {panel()}
      </div>
      {removed && (
        <RemovedToast
          key={removed.id}
          text={t('role.removed', { name: removed.name })}
          next={() => buttonOf(removed.id) ?? rows.current?.querySelector('button')}
          onUndo={() => void restore()}
          onDismiss={letGo}
        />
      )}
    </div>
  );
}
