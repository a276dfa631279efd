import { useTranslation } from 'react-i18next';
import { failureTexts } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import type { Statistics } from '../../../shared/statistics.ts';
import { eventName, typeName } from '../../../shared/summary.ts';
import { formatCount } from '../../text/format.ts';
import { FiguresCard } from './figures-card.tsx';
import { latencyText, percentiles } from './latency-card.tsx';

interface Props {
  statistics: Statistics;
  language: Language;
}

/** What came in, by type and event. */
export function TypesCard({ statistics: { types }, language }: Props) {
  const { t } = useTranslation();
  const most = types[0]?.count ?? 1;
  return (
    <FiguresCard
      title={t('statistics.types')}
      none={t('statistics.typesNone')}
      columns={[{ name: t('statistics.type') }, { name: t('statistics.count'), figures: true }]}
      rows={types.map(({ type, event, count }) => ({
        key: `${type} ${event ?? ''}`,
        cells: [event === undefined ? typeName(type, language) : eventName(event, language), formatCount(count, language)],
        share: count / most,
      }))}
    />
  );
}

/** What commands were run, how often they failed and how long they took. */
export function CommandsCard({ statistics: { commands }, language }: Props) {
  const { t } = useTranslation();
  const most = commands[0]?.count ?? 1;
  return (
    <FiguresCard
      title={t('statistics.commands')}
      none={t('statistics.commandsNone')}
      columns={[
        { name: t('statistics.command') },
        { name: t('statistics.runs'), figures: true },
        { name: t('statistics.failed'), figures: true },
        ...percentiles.map((name) => ({ name: t(`statistics.${name}`), figures: true })),
      ]}
      rows={commands.map(({ command, count, failed, latency }) => ({
        key: command,
        cells: [
          command,
          formatCount(count, language),
          formatCount(failed, language),
          ...percentiles.map((name) => latencyText(latency?.[name])),
        ],
        share: count / most,
      }))}
    />
  );
}

/** Why requests were refused and commands failed. */
export function FailuresCard({ statistics: { failures }, language }: Props) {
  const { t } = useTranslation();
  return (
    <FiguresCard
      title={t('statistics.failures')}
      none={t('statistics.failuresNone')}
      columns={[{ name: t('statistics.reason') }, { name: t('statistics.count'), figures: true }]}
      rows={failures.map((failure) => codeRow(failure, language))}
    />
  );
}

/** What became of what went through the outbox. */
export function OutboxCard({ statistics: { outbox }, language }: Props) {
  const { t } = useTranslation();
  const { failures, sent, retried, queued, dead, aside } = outbox;
  const count = (value: number) => formatCount(value, language);
  const hasAny = sent + queued + dead + aside > 0;
  return (
    <FiguresCard
      title={t('statistics.outbox')}
      none={t('statistics.outboxNone')}
      summary={
        hasAny
          ? t('statistics.outboxSummary', {
              ...{ sent: count(sent), retried: count(retried), queued: count(queued) },
              ...{ dead: count(dead), aside: count(aside) },
            })
          : undefined
      }
      columns={[{ name: t('statistics.reason') }, { name: t('statistics.count'), figures: true }]}
      rows={failures.map((failure) => codeRow(failure, language))}
    />
  );
}

/** Each account's share. */
export function AccountsCard({ statistics: { accounts }, language, nameOf }: Props & { nameOf: (id: string) => string }) {
  const { t } = useTranslation();
  const sum = (account: Statistics['accounts'][number]) => account.in + account.out + account.refused;
  const most = Math.max(1, ...accounts.map(sum));
  return (
    <FiguresCard
      title={t('statistics.accounts')}
      none={t('statistics.typesNone')}
      columns={[
        { name: t('statistics.account') },
        ...(['in', 'out', 'refused', 'failed', 'p90'] as const).map((name) => ({ name: t(`statistics.${name}`), figures: true })),
      ]}
      rows={accounts.map((account) => ({
        key: account.account,
        cells: [
          nameOf(account.account),
          ...(['in', 'out', 'refused', 'failed'] as const).map((name) => formatCount(account[name], language)),
          latencyText(account.latency?.p90),
        ],
        share: sum(account) / most,
      }))}
    />
  );
}

/** A failure's code with what it says; its particulars differ from one to the next and are left out. */
function codeRow({ code, count }: { code: string; count: number }, language: Language) {
  const known = Object.entries(failureTexts).find(([name]) => name === code)?.[1];
  const text = known?.message[language].replace(/\{\w+\}/g, '…');
  return {
    key: code,
    cells: [
      <span key={code}>
        {text} <code>{code}</code>
      </span>,
      formatCount(count, language),
    ],
  };
}
