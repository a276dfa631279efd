import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAccountName, useOverview, useRuns } from '../../stores/context.ts';
import { extraConditions, noRunFilter, type RunFilter, runPeriods } from '../../stores/run-list.ts';
import styles from './history-filter.module.css';

interface Props {
  filter: RunFilter;
  onChange: (filter: Partial<RunFilter>) => void;
}

/** Whose runs, of which command, on which server, and when. */
export function MoreConditions({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const accounts = useOverview((state) => state.overview.value?.accounts) ?? [];
  const nameOf = useAccountName();
  const commands = useRuns((state) => state.commands);
  const { account, command, period, from, to } = filter;
  const isReversed = period === 'own' && from !== '' && to !== '' && to <= from;
  const typed = (field: 'person' | 'target', placeholder: string) => (
    <Input
      allowClear
      className={styles.typed ?? ''}
      aria-label={t(`runFilter.${field}`)}
      placeholder={placeholder}
      maxLength={128}
      value={filter[field]}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
  const moment = (field: 'from' | 'to') => (
    <Input
      type="datetime-local"
      className={styles.moment ?? ''}
      aria-label={t(`runFilter.${field}`)}
      {...(isReversed && { status: 'error' as const })}
      value={filter[field]}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
  return (
    <fieldset className={styles.more} aria-label={t('runFilter.title')}>
      <Select
        className={styles.choice ?? ''}
        aria-label={t('runFilter.account')}
        value={account}
        options={[{ value: '', label: t('runFilter.anyAccount') }, ...accounts.map(({ id }) => ({ value: id, label: nameOf(id) }))]}
        onChange={(value) => onChange({ account: value })}
      />
      {typed('person', t('runFilter.personHint'))}
      <Select
        className={styles.choice ?? ''}
        aria-label={t('runFilter.command')}
        showSearch
        optionFilterProp="label"
        value={command}
        options={[
          { value: '', label: t('runFilter.anyCommand') },
          ...commands.map(({ name, title }) => ({ value: name, label: title === name ? name : `${title} ${name}` })),
        ]}
        onChange={(value) => onChange({ command: value })}
      />
      {typed('target', t('runFilter.targetHint'))}
      <Select
        className={styles.choice ?? ''}
        aria-label={t('runFilter.time')}
        value={period}
        options={runPeriods.map((value) => ({ value, label: t(`runFilter.period.${value}`) }))}
        onChange={(value) => onChange({ period: value })}
      />
      {period === 'own' && moment('from')}
      {period === 'own' && moment('to')}
      {extraConditions(filter) > 0 && (
        <Button
          type="link"
          size="small"
          onClick={() => {
            const { text: _text, origin: _origin, state: _state, ...cleared } = noRunFilter;
            onChange(cleared);
          }}
        >
          {t('runFilter.clear')}
        </Button>
      )}
      {isReversed && (
        <p className={styles.wrong} role="alert">
          <span aria-hidden>▲ </span>
          {t('runFilter.wrongOrder')}
        </p>
      )}
    </fieldset>
  );
}
