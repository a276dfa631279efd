import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import type { Menu } from '../../../shared/menu/menu.ts';
import { meaningOf } from '../../../shared/menu/menu-normal.ts';
import { menuVisibility } from '../../../shared/menu/menu-visibility.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings, useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { formatTime } from '../../text/format.ts';
import { DiffTable } from './diff-table.tsx';
import type { Place } from './places.ts';
import { ProblemList } from './problem-list.tsx';
import styles from './publish-view.module.css';
import { ScheduledMenu } from './scheduled-menu.tsx';
import type { ShownProblem } from './shown-problems.ts';

interface Props {
  account: Account;
  desk: MenuDesk;
  problems: readonly ShownProblem[];
  onGoTo: (place: Place) => void;
  /** Has a menu take the draft's place. */
  onOpen: (menu: Menu) => void;
}

/** What publishing would change, side by side; and publishing itself, now or later. */
export function PublishView({ account, desk, problems, onGoTo, onOpen }: Props) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const language = useSettings((state) => state.language);
  const now = useNow();
  const { live, can, publishing } = desk.state;
  const draft = desk.history.present;
  const isTold = ({ path }: ShownProblem) => path.length > 0 || can.menu;
  const errors = problems.filter((problem) => problem.severity === 'error' && !problem.isRefusal && isTold(problem));
  const refused = problems.filter(({ isRefusal, path }) => isRefusal && path.length > 0);
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const isEqual = live !== null && JSON.stringify(live.menu) === JSON.stringify(draft);
  const isSame = live !== null && meaningOf(live.menu) === meaningOf(draft);
  const isBlocked = errors.length > 0 || !can.menu;
  const name = account.name;
  const version = desk.conflict?.version;
  const failure = desk.failure && ['publish', 'schedule'].includes(desk.failure.act) ? desk.failure.failure : null;
  return (
    <div className={styles.view}>
      <div className={styles.acts}>
        <Button
          type="primary"
          disabled={isBlocked || isEqual}
          loading={desk.busy === 'publish' || publishing}
          onClick={() => void menus.getState().publish(account.id)}
        >
          {t('menus.publish.now', { account: name })}
        </Button>
        <PublishLater account={account.id} desk={desk} isBlocked={isBlocked || isEqual} />
      </div>
      <ScheduledMenu desk={desk} onOpen={onOpen} />
      {!can.menu && can.reason && <FailureNote failure={can.reason} />}
      {failure && refused.length === 0 && <FailureNote failure={failure} />}
      {refused.length > 0 && (
        <div role="alert">
          <ProblemList title={t('menus.publish.refused')} problems={refused} menu={draft} onGoTo={onGoTo} />
        </div>
      )}
      {desk.publishedAt !== null && (
        <Published
          at={desk.publishedAt}
          scheduledAt={desk.state.scheduledAt}
          lines={menuVisibility[account.platform].map((line) => line[language])}
        />
      )}
      {errors.length > 0 && (
        <ProblemList title={t('menus.publish.blocked', { n: errors.length })} problems={errors} menu={draft} onGoTo={onGoTo} />
      )}
      {warnings.length > 0 && (
        <ProblemList title={t('menus.publish.warned', { n: warnings.length })} problems={warnings} menu={draft} onGoTo={onGoTo} />
      )}
      {live === null && (
        <p className={styles.acts}>
          <span className={styles.quiet}>△ {t('menus.compare.unknownLive')}</span>
          <Button size="small" loading={desk.busy === 'pull'} onClick={() => void menus.getState().pull(account.id)}>
            {t('menus.empty.pull')}
          </Button>
        </p>
      )}
      {live !== null && live.menu.button.length === 0 && <p className={styles.quiet}>{t('menus.compare.noLive')}</p>}
      {live !== null && version && (
        <DiffTable
          before={live.menu}
          after={version.menu}
          titles={[t('menus.compare.live'), t('menus.compare.version', { time: formatTime(version.at, now, language) })]}
        />
      )}
      {!version && isEqual && <p className={styles.quiet}>= {t('menus.compare.equal')}</p>}
      {!version && isSame && !isEqual && <p className={styles.quiet}>{t('menus.compare.order')}</p>}
      {live !== null && !version && (
        <DiffTable before={live.menu} after={draft} titles={[t('menus.compare.live'), t('menus.compare.draft')]} />
      )}
    </div>
  );
}

/** That it is out, when people see it, and that another one is still to come. */
function Published({ at, scheduledAt, lines }: { at: number; scheduledAt: number | null; lines: string[] }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <section role="status" className={styles.done} data-testid="menu-published">
      <p className={styles.doneTitle}>
        <span aria-hidden>✓</span> {t('menus.publish.done')} · <Time at={at} now={Math.max(now, at)} />
      </p>
      {scheduledAt !== null && (
        <p>
          ◷ {t('menus.publish.stillScheduled')} <Time at={scheduledAt} now={now} />
        </p>
      )}
      <p className={styles.quiet}>{t('menus.publish.seen')}</p>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

const hourMs = 3_600_000;
/** A moment as the browser's own field for it has it: local time, without a zone. */
const localMoment = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Has the draft published at a time to come, or calls that off. */
function PublishLater({ account, desk, isBlocked }: { account: string; desk: MenuDesk; isBlocked: boolean }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const now = useNow();
  const [moment, setMoment] = useState<string | null>(null);
  const { scheduledAt } = desk.state;
  const busy = desk.busy === 'schedule';
  if (scheduledAt !== null) {
    return (
      <p className={styles.acts} data-testid="menu-scheduled">
        <span>
          ◷ {t('menus.publish.scheduled')} <Time at={scheduledAt} now={now} />
        </span>
        <Button loading={busy} onClick={() => void menus.getState().schedule(account, null)}>
          {t('menus.publish.unschedule')}
        </Button>
      </p>
    );
  }
  if (moment === null) {
    return (
      <Button disabled={isBlocked} onClick={() => setMoment(localMoment(Math.ceil((Date.now() + hourMs) / hourMs) * hourMs))}>
        {t('menus.publish.later')}
      </Button>
    );
  }
  const at = new Date(moment).getTime();
  const isPast = !(at > Date.now());
  return (
    <form
      className={styles.later}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPast)
          void menus
            .getState()
            .schedule(account, at)
            .then((done) => done && setMoment(null));
      }}
    >
      <Input
        autoFocus
        type="datetime-local"
        className={styles.moment ?? ''}
        aria-label={t('menus.publish.laterAt')}
        min={localMoment(now)}
        value={moment}
        {...(isPast && { status: 'error' })}
        onChange={(event) => setMoment(event.target.value)}
      />
      <Button htmlType="submit" disabled={isPast || isBlocked} loading={busy}>
        {t('menus.publish.laterSet')}
      </Button>
      <Button onClick={() => setMoment(null)}>{t('app.cancel')}</Button>
      <p className={styles.quiet}>{t(isPast ? 'menus.publish.laterPast' : 'menus.publish.laterRule')}</p>
    </form>
  );
}
