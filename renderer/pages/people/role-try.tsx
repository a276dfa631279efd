import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleTrial } from '../../../shared/people-api.ts';
import type { Result } from '../../../shared/result.ts';
import type { Role } from '../../../shared/role.ts';
import { localTargetId } from '../../../shared/target.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useRuns, useStores } from '../../stores/context.ts';
import styles from './role-try.module.css';
import { useGrantChoices } from './use-grant-choices.ts';

/** A role as it is typed, put to the policy: one command, one server, one moment. */
export function RoleTry({ role }: { role: Role }) {
  const { t } = useTranslation();
  const { roles } = useStores();
  const commands = useRuns((state) => state.commands);
  const { targets } = useGrantChoices();
  const [wished, setWished] = useState('status');
  const [server, setServer] = useState<string>(localTargetId);
  const [moment, setMoment] = useState(() => localText(Date.now()));
  const [answer, setAnswer] = useState<Result<RoleTrial> | null>(null);
  const [name = '', word] = wished.split(' ');
  const command = commands.find((one) => one.name === name);
  const target = command && command.targets !== 'none' ? server : undefined;
  const at = new Date(moment).getTime();
  const draft = JSON.stringify(role);

  useEffect(() => {
    let isOld = false;
    if (Number.isNaN(at)) return;
    const wish = { role: JSON.parse(draft) as Role, command: name, at, ...(word && { word }), ...(target && { target }) };
    void roles
      .getState()
      .tryOut(wish)
      .then((found) => {
        if (!isOld) setAnswer(found);
      });
    return () => {
      isOld = true;
    };
  }, [roles, draft, name, word, target, at]);

  return (
    <section className={styles.try} aria-label={t('role.try')}>
      <h3 className={styles.title}>{t('role.try')}</h3>
      <p className={styles.rule}>{t('role.tryRule')}</p>
      <div role="status" className={styles.answer}>
        {answer?.ok && <Verdict trial={answer.value} />}
        {answer && !answer.ok && <FailureNote failure={answer.error} />}
      </div>
      <div className={styles.fields}>
        <Select
          size="small"
          aria-label={t('role.tryCommand')}
          value={wished}
          showSearch={{ optionFilterProp: 'search' }}
          options={commands
            .filter(({ name: one }) => one !== 'bind')
            .flatMap((one) => {
              const [first] = one.parameters;
              const words = first?.options && !first.isOptional ? first.options : [undefined];
              return words.map((option) => ({
                value: option === undefined ? one.name : `${one.name} ${option}`,
                label: option === undefined ? one.title : `${one.title} ${option}`,
                search: [one.name, one.title, option ?? '', ...one.aliases].join(' '),
              }));
            })}
          onChange={setWished}
        />
        <Select
          size="small"
          aria-label={t('role.tryServer')}
          value={target ?? null}
          disabled={target === undefined}
          showSearch
          options={targets.map(({ id }) => ({ value: id, label: id }))}
          onChange={(chosen: string | null) => setServer(chosen ?? localTargetId)}
        />
        <Input
          size="small"
          type="datetime-local"
          aria-label={t('role.tryAt')}
          value={moment}
          onChange={(event) => setMoment(event.target.value)}
        />
      </div>
    </section>
  );
}

const marks = { allowed: '●', 'not-now': '◐', 'no-right': '■', held: '■' } as const;

function Verdict({ trial }: { trial: RoleTrial }) {
  const { t } = useTranslation();
  const why = trial.kind === 'allowed' ? trial.confirm : trial.kind === 'no-right' ? trial.lacks : trial.kind;
  return (
    <p data-verdict={trial.kind} className={styles.verdict}>
      <span aria-hidden>{marks[trial.kind]} </span>
      {t(`role.trial.${why}`)}
    </p>
  );
}

/** As a field of the type `datetime-local` has it. */
function localText(at: number): string {
  const here = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 16);
}
