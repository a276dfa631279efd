import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OncallPlan, Person } from '../../../../shared/monitor/notice-rule.ts';
import { Field } from '../../../components/field.tsx';
import { useKeys } from '../../../components/use-keys.ts';
import { takeUpFocus } from '../../../components/use-lost-focus.ts';
import { useSave } from '../../../components/use-save.ts';
import { formatRoute } from '../../../stores/route.ts';
import { usePersonName } from '../incidents/incident-words.ts';
import { fromLocalInput, toLocalInput } from '../local-input.ts';
import { personKey, personOfKey, usePeopleOptions } from '../notices/recipients-field.tsx';
import styles from './oncall-form.module.css';

interface Props {
  /** As it is typed. */
  plan: OncallPlan;
  /** As it is kept; undefined where there is none yet. */
  kept: OncallPlan | undefined;
  saving: boolean;
  /** Something was typed; null where it is to be as it is kept. */
  onChange: (plan: OncallPlan | null) => void;
  onSave: (plan: OncallPlan) => Promise<boolean>;
}

const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;
const dayMs = 86_400_000;
const isSame = (one: OncallPlan, other: OncallPlan) => JSON.stringify(one) === JSON.stringify(other);

/** Who takes turns, when it goes over to the next, and who stands in. */
export function OncallForm({ plan, kept, saving, onChange, onSave }: Props) {
  const { t } = useTranslation();
  const isNew = kept === undefined;
  const isTouched = isNew || !isSame(plan, kept);
  const options = usePeopleOptions([]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isNew) firstField(form.current)?.focus();
  }, [isNew]);
  const put = (change: Partial<OncallPlan>) => {
    const next = { ...plan, ...change };
    onChange(kept && isSame(next, kept) ? null : next);
  };
  const isWrong = plan.exceptions.some(({ from, to, who }) => to <= from || who.person === '');
  const canSave = plan.people.length > 0 && !isWrong && isTouched;
  const { onSubmit } = useSave(canSave && !saving, async () => {
    // why: the button that saved it can't be used any more
    if (await onSave(plan)) takeUpFocus(firstField(form.current));
  });
  const putAway = () => {
    onChange(null);
    // why: nothing is left that this button could put away
    firstField(form.current)?.focus();
  };
  useKeys({ n: () => firstField(form.current)?.focus() });
  return (
    <form ref={form} className={styles.form} autoComplete="off" onSubmit={onSubmit}>
      <Order people={plan.people} options={options} onChange={(people) => put({ people })} />
      <Field label={t('oncall.handover')} rule={t('oncall.zone', { zone: plan.zone })}>
        {(ties) => (
          <>
            <Select
              {...ties}
              className={styles.day ?? ''}
              value={plan.handover.day}
              options={weekdays.map((value) => ({ value, label: t(`weekday.${value}`) }))}
              onChange={(day: number) => put({ handover: { ...plan.handover, day } })}
            />
            <Input
              type="time"
              className={styles.day ?? ''}
              aria-label={t('oncall.time')}
              value={plan.handover.time}
              onChange={(event) => event.target.value !== '' && put({ handover: { ...plan.handover, time: event.target.value } })}
            />
          </>
        )}
      </Field>
      <Exceptions plan={plan} options={options} isWrong={isWrong} onChange={(exceptions) => put({ exceptions })} />
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" loading={saving} disabled={!canSave}>
          {t('oncall.save')}
        </Button>
        <Button disabled={!isTouched || saving} onClick={putAway}>
          {t(isNew ? 'app.cancel' : 'accounts.discard')}
        </Button>
        {!isNew && (
          <Button title={t('oncall.firstRule')} onClick={() => put({ firstWeek: Date.now() })}>
            {t('oncall.first')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Where nobody can be chosen yet, the link to the people. */
const firstField = (around: HTMLElement | null) => around?.querySelector<HTMLElement>('input, a');

type People = OncallPlan['people'];
type Options = { value: string; label: string }[];

function Order({ people, options, onChange }: { people: People; options: Options; onChange: (people: People) => void }) {
  const { t } = useTranslation();
  const nameOf = usePersonName();
  const taken = new Set(people.map(personKey));
  const move = (at: number, by: number) => {
    const [person] = people.slice(at, at + 1);
    if (person) onChange(people.toSpliced(at, 1).toSpliced(at + by, 0, person));
  };
  return (
    <Field label={t('oncall.people')} rule="">
      {({ id }) => (
        <div className={styles.order}>
          <ol className={styles.people}>
            {people.map((person, at) => {
              const name = person.name || nameOf(person);
              const acts = [
                { word: 'up', icon: <ArrowUpOutlined />, act: () => move(at, -1), isOff: at === 0 },
                { word: 'down', icon: <ArrowDownOutlined />, act: () => move(at, 1), isOff: at === people.length - 1 },
                { word: 'remove', icon: <DeleteOutlined />, act: () => onChange(people.toSpliced(at, 1)), isOff: false },
              ] as const;
              return (
                <li key={personKey(person)} className={styles.person}>
                  <span className={styles.name}>{name}</span>
                  {acts.map(({ word, icon, act, isOff }) => (
                    <Button
                      key={word}
                      type="text"
                      size="small"
                      icon={icon}
                      disabled={isOff}
                      aria-label={`${t(`oncall.${word}`)} ${name}`}
                      title={t(`oncall.${word}`)}
                      onClick={act}
                    />
                  ))}
                </li>
              );
            })}
          </ol>
          {options.length === 0 ? (
            <p className={styles.quiet}>
              {t('oncall.noPeople')} <a href={formatRoute('people')}>{t('page.people')}</a>
            </p>
          ) : (
            <Select
              id={id}
              value={null}
              placeholder={t('oncall.add')}
              suffixIcon={<PlusOutlined />}
              showSearch
              optionFilterProp="label"
              options={options.filter(({ value }) => !taken.has(value))}
              onChange={(key: string | null) => {
                if (key === null) return;
                const who = personOfKey(key);
                onChange([...people, { ...who, name: nameOf(who) }]);
              }}
            />
          )}
        </div>
      )}
    </Field>
  );
}

interface ExceptionsProps {
  plan: OncallPlan;
  options: Options;
  isWrong: boolean;
  onChange: (exceptions: OncallPlan['exceptions']) => void;
}

const nobody: Person = { account: '', person: '' };

function Exceptions({ plan: { exceptions }, options, isWrong, onChange }: ExceptionsProps) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<OncallPlan['exceptions'][number]>) =>
    onChange(exceptions.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const add = () => onChange([...exceptions, { from: Date.now(), to: Date.now() + dayMs, who: nobody }]);
  return (
    <Field label={t('oncall.exceptions')} rule={t('oncall.exceptionsRule')} problem={isWrong ? t('oncall.wrongException') : undefined}>
      {({ id }) => (
        <div className={styles.order}>
          {exceptions.map(({ from, to, who }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: exceptions have no names
            <div key={at} className={styles.exception}>
              <Select
                aria-label={t('oncall.who')}
                placeholder={t('oncall.who')}
                className={styles.name ?? ''}
                value={who.person === '' ? null : personKey(who)}
                options={options}
                onChange={(key: string | null) => key !== null && put(at, { who: personOfKey(key) })}
              />
              {(
                [
                  ['from', from],
                  ['to', to],
                ] as const
              ).map(([bound, value]) => (
                <Input
                  key={bound}
                  type="datetime-local"
                  className={styles.moment ?? ''}
                  aria-label={t(`oncall.${bound}`)}
                  value={toLocalInput(value)}
                  onChange={(event) => {
                    const typed = fromLocalInput(event.target.value);
                    if (typed !== null) put(at, { [bound]: typed });
                  }}
                />
              ))}
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('oncall.removeException')}
                title={t('oncall.removeException')}
                onClick={() => onChange(exceptions.toSpliced(at, 1))}
              />
            </div>
          ))}
          <Button id={id} size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
            {t('oncall.addException')}
          </Button>
        </div>
      )}
    </Field>
  );
}
