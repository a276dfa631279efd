import { CloseOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Forecast, keepEverything, mostDays, type Retention } from '../../../../shared/retention.ts';
import { useSave } from '../../../components/use-save.ts';
import { useAccountName, useOverview, useSettings, useStores, useUpkeep } from '../../../stores/context.ts';
import { type Loadable, loading } from '../../../stores/loadable.ts';
import { formatCount } from '../../../text/format.ts';
import styles from '../part.module.css';
import { TypedCount } from '../typed-count.tsx';
import { BoundField } from './bound-field.tsx';
import { ForecastNote } from './forecast-note.tsx';
import { RuleBounds } from './rule-bounds.tsx';

/** What is typed settles for so long before it is asked what would go, in ms. */
const settleMs = 400;

/** The bounds, and before they are saved what they would take away. */
export function RetentionForm({ saved }: { saved: Retention }) {
  const { t } = useTranslation();
  const { upkeep } = useStores();
  const language = useSettings((settings) => settings.language);
  const accounts = useOverview((state) => state.overview.value?.accounts) ?? [];
  const nameOf = useAccountName();
  const [draft, setDraft] = useState(saved);
  const [saving, setSaving] = useState(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  // why: until it is asked about, nobody knows what these bounds would take away
  const forecast = useUpkeep((state): Loadable<Forecast> | undefined => (state.forecastOf === draft ? state.forecast : loading));

  useEffect(() => {
    const { ask } = upkeep.getState();
    if (!changed) return void ask(null);
    const timer = setTimeout(() => void ask(draft), settleMs);
    return () => clearTimeout(timer);
  }, [draft, changed, upkeep]);

  const save = async () => {
    setSaving(true);
    if (!(await upkeep.getState().keep(draft))) setSaving(false);
  };
  const own = Object.entries(draft.accounts);
  const others = accounts.filter(({ id }) => draft.accounts[id] === undefined);
  const going = changed && forecast?.value ? forecast.value.total.rows + forecast.value.pictures.rows : 0;
  const without = (id: string) => Object.fromEntries(own.filter(([other]) => other !== id));
  const n = formatCount(going, language);
  const canSave = changed && going === 0 && forecast?.value !== undefined;
  useSave(canSave && !saving, save);

  return (
    <>
      <Rule name={t('retention.all')} note={t('retention.eachRule')}>
        <RuleBounds name={t('retention.all')} rule={draft.all} onChange={(all) => setDraft({ ...draft, all })} />
      </Rule>
      {own.map(([id, rule]) => (
        <Rule
          key={id}
          name={nameOf(id)}
          aside={
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('retention.removeAccount', { name: nameOf(id) })}
              title={t('retention.removeAccount', { name: nameOf(id) })}
              onClick={() => setDraft({ ...draft, accounts: without(id) })}
            />
          }
        >
          <RuleBounds
            name={nameOf(id)}
            rule={rule}
            onChange={(next) => setDraft({ ...draft, accounts: { ...draft.accounts, [id]: next } })}
          />
        </Rule>
      ))}
      {others.length > 0 && (
        <Select
          aria-label={t('retention.addAccount')}
          placeholder={t('retention.addAccount')}
          value={null}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string | null) => id && setDraft({ ...draft, accounts: { ...draft.accounts, [id]: draft.all } })}
        />
      )}
      <Rule
        name={t('retention.gone')}
        note={t('retention.goneRule')}
        aside={
          <Segmented
            size="small"
            aria-label={t('retention.gone')}
            value={draft.gone ? 'own' : 'all'}
            options={[
              { value: 'all', label: t('retention.likeAll') },
              { value: 'own', label: t('retention.own') },
            ]}
            onChange={(value) => setDraft({ ...draft, gone: value === 'own' ? keepEverything : null })}
          />
        }
      >
        {draft.gone && <RuleBounds name={t('retention.gone')} rule={draft.gone} onChange={(gone) => setDraft({ ...draft, gone })} />}
      </Rule>
      <Rule name={t('retention.pictures')} note={t('retention.picturesRule')}>
        <div className={styles.bounds}>
          <BoundField
            name={`${t('retention.pictures')}: ${t('retention.days')}`}
            before={t('retention.keepDays')}
            unit={t('retention.daysUnit')}
            none={t('retention.forever')}
            most={mostDays}
            value={draft.pictureDays}
            onChange={(pictureDays) => setDraft({ ...draft, pictureDays })}
          />
        </div>
      </Rule>
      {changed && (
        <div className={going > 0 ? styles.danger : styles.rule}>
          {forecast && <ForecastNote forecast={forecast} />}
          {going > 0 && (
            <TypedCount
              key={going}
              label={t('retention.typeCount', { n })}
              count={going}
              action={t('retention.saveAndDelete', { n })}
              busy={saving}
              onConfirm={() => void save()}
            />
          )}
          <div className={styles.line}>
            {going === 0 && (
              <Button type="primary" disabled={!canSave} loading={saving} onClick={() => void save()}>
                {t('retention.save')}
              </Button>
            )}
            <Button onClick={() => setDraft(saved)}>{t('retention.discard')}</Button>
          </div>
        </div>
      )}
    </>
  );
}

function Rule({ name, note, aside, children }: { name: string; note?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={name} className={styles.rule}>
      <div className={styles.head}>
        <h3 className={styles.name}>{name}</h3>
        {aside}
      </div>
      {children}
      {note && <p className={styles.quiet}>{note}</p>}
    </section>
  );
}
