import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MaintenanceWindow } from '../../../../shared/monitor/monitor.ts';
import { fromLocalInput, toLocalInput } from '../local-input.ts';
import { WeekDays } from '../week-days.tsx';
import styles from './maintenance-field.module.css';

interface Props {
  windows: MaintenanceWindow[];
  problem: string | undefined;
  onChange: (windows: MaintenanceWindow[]) => void;
}

const hourMs = 3_600_000;
const rules = ['once', 'weekly', 'monthly'] as const;

/** A window of a rule, with times of the day that are usual. */
function newWindow(rule: MaintenanceWindow['rule']): MaintenanceWindow {
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const from = Math.ceil(Date.now() / hourMs) * hourMs;
  if (rule === 'once') return { rule, from, to: from + 2 * hourMs };
  const clock = { from: '02:00', to: '04:00', zone };
  return rule === 'weekly' ? { rule, ...clock, days: [0] } : { rule, ...clock, days: [1] };
}

/** When it is meant to be down: once, or by a rule of the calendar. */
export function MaintenanceField({ windows, problem, onChange }: Props) {
  const { t } = useTranslation();
  const put = (at: number, window: MaintenanceWindow) => onChange(windows.map((other, index) => (index === at ? window : other)));
  return (
    <div className={styles.windows}>
      {windows.length === 0 && <p className={styles.quiet}>{t('maintenance.none')}</p>}
      {windows.map((window, at) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have no names
          key={at}
          aria-label={t('maintenance.window', { n: at + 1 })}
          className={styles.window}
        >
          <div className={styles.line}>
            <Segmented
              size="small"
              aria-label={t('maintenance.rule')}
              value={window.rule}
              onChange={(rule) => put(at, newWindow(rule))}
              options={rules.map((value) => ({ value, label: t(`maintenance.rules.${value}`) }))}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('maintenance.remove')}
              title={t('maintenance.remove')}
              onClick={() => onChange(windows.filter((_, index) => index !== at))}
            />
          </div>
          <WindowFields window={window} onChange={(changed) => put(at, changed)} />
        </fieldset>
      ))}
      {problem !== undefined && (
        <p className={styles.wrong}>
          <span aria-hidden>▲ </span>
          {problem}
        </p>
      )}
      <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => onChange([...windows, newWindow('once')])}>
        {t('maintenance.add')}
      </Button>
    </div>
  );
}

function WindowFields({ window, onChange }: { window: MaintenanceWindow; onChange: (window: MaintenanceWindow) => void }) {
  const { t } = useTranslation();
  const type = window.rule === 'once' ? 'datetime-local' : 'time';
  const shown = (bound: 'from' | 'to') => (window.rule === 'once' ? toLocalInput(window[bound]) : window[bound]);
  const set = (bound: 'from' | 'to', typed: string) => {
    if (window.rule !== 'once') return onChange({ ...window, [bound]: typed });
    const at = fromLocalInput(typed);
    if (at !== null) onChange({ ...window, [bound]: at });
  };
  const isOver = window.rule !== 'once' && window.to < window.from;
  return (
    <>
      <div className={styles.line}>
        {(['from', 'to'] as const).map((bound) => (
          <span key={bound} className={styles.time}>
            <span aria-hidden>{t(`maintenance.${bound}`)}</span>
            <Input
              type={type}
              aria-label={t(`maintenance.${bound}`)}
              value={shown(bound)}
              onChange={(event) => set(bound, event.target.value)}
            />
          </span>
        ))}
        {window.rule !== 'once' && <span className={styles.quiet}>{t('maintenance.zone', { zone: window.zone })}</span>}
      </div>
      {isOver && <p className={styles.quiet}>{t('maintenance.overnight')}</p>}
      {window.rule === 'once' && window.to <= window.from && <p className={styles.wrong}>▲ {t('maintenance.order')}</p>}
      {window.rule === 'weekly' && <WeekDays days={window.days} onChange={(days) => onChange({ ...window, days })} />}
      {window.rule === 'monthly' && <MonthDays days={window.days} onChange={(days) => onChange({ ...window, days })} />}
      {window.rule !== 'once' && window.days.length === 0 && <p className={styles.wrong}>▲ {t('maintenance.noDays')}</p>}
    </>
  );
}

const monthDays = [...Array.from({ length: 31 }, (_, index) => index + 1), -1];

function MonthDays({ days, onChange }: { days: number[]; onChange: (days: number[]) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      mode="multiple"
      aria-label={t('maintenance.days')}
      value={days}
      options={monthDays.map((value) => ({
        value,
        label: value === -1 ? t('maintenance.lastDay') : t('maintenance.dayOfMonth', { n: value }),
      }))}
      onChange={onChange}
    />
  );
}
