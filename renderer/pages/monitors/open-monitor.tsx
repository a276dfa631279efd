import { CopyOutlined, DeleteOutlined, EditOutlined, PauseOutlined, PlayCircleOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useMonitors, useStores } from '../../stores/context.ts';
import { editPart } from '../../stores/monitor-part.ts';
import { BeatStrip } from './beat-strip.tsx';
import { MonitorFacts } from './monitor-facts.tsx';
import { MonitorMark } from './monitor-mark.tsx';
import { MonitorPanel } from './monitor-panel.tsx';
import { MonitorSince } from './monitor-since.tsx';
import { MuteButton } from './mute-button.tsx';
import styles from './open-monitor.module.css';
import { OwnIncidents } from './own-incidents.tsx';
import { PushHow } from './push-how.tsx';
import { ResponseCard } from './response-card.tsx';

/** The monitor that is open: how it stands, how quickly it answered, and when it was down. */
export function OpenMonitor({ monitor, monitors }: { monitor: MonitorView; monitors: MonitorView[] }) {
  const { t } = useTranslation();
  const { monitors: store, monitorChart, incidents, route } = useStores();
  const { id, state, paused, check } = monitor;
  const busy = useMonitors((now) => now.busy[id]);
  const failed = useMonitors((now) => now.failures[id]);
  const beats = useMonitors((now) => now.strips[id]);
  const { pause, mute, check: checkNow, clone, remove } = store.getState();
  const { go } = route.getState();
  useEffect(() => {
    monitorChart.getState().show(id);
    void incidents.getState().showOwn(id);
    return () => {
      monitorChart.getState().show(null);
      void incidents.getState().showOwn(null);
    };
  }, [id, monitorChart, incidents]);
  const edit = () => go('monitors', editPart(id));
  useKeys({ e: edit });

  const head = (
    <>
      <MonitorSince monitor={monitor} />
      <div className={styles.actions}>
        <Button
          size="small"
          icon={<ReloadOutlined aria-hidden />}
          loading={busy === 'check'}
          disabled={paused || check.kind === 'push'}
          onClick={() => void checkNow([id])}
        >
          {t('monitors.check')}
        </Button>
        <Button
          size="small"
          icon={paused ? <PlayCircleOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
          loading={busy === 'pause'}
          onClick={() => void pause([id], !paused)}
        >
          {t(paused ? 'monitors.goOn' : 'monitors.pause')}
        </Button>
        <MuteButton isMuted={monitor.mutedUntil !== undefined} busy={busy === 'mute'} onMute={(until) => void mute([id], until)} />
        <Button size="small" icon={<EditOutlined aria-hidden />} title={`${t('monitors.edit')} (e)`} onClick={edit}>
          {t('monitors.edit')}
        </Button>
        <Button
          size="small"
          icon={<CopyOutlined aria-hidden />}
          loading={busy === 'clone'}
          title={t('monitors.cloneHint')}
          onClick={() => void clone(id).then((copy) => copy !== null && go('monitors', editPart(copy)))}
        >
          {t('monitors.clone')}
        </Button>
        <Button
          size="small"
          danger
          icon={<DeleteOutlined aria-hidden />}
          loading={busy === 'delete'}
          title={t('monitors.deleteHint')}
          onClick={() => void remove([id]).then((gone) => gone && go('monitors'))}
        >
          {t('monitors.delete')}
        </Button>
      </div>
    </>
  );
  return (
    <MonitorPanel
      label={t('monitors.open')}
      title={monitor.name}
      mark={<MonitorMark state={state} />}
      head={head}
      onClose={() => go('monitors')}
    >
      <div className={styles.body}>
        {failed && <FailureNote failure={failed.failure} />}
        {monitor.last?.reason && (state === 'down' || state === 'retrying' || state === 'unknown') && (
          <FailureNote failure={monitor.last.reason} />
        )}
        <BeatStrip beats={beats} tall />
        <MonitorFacts monitor={monitor} monitors={monitors} />
        {check.kind === 'push' && <PushHow token={check.token} intervalSeconds={monitor.intervalSeconds} />}
        {check.kind !== 'push' && <ResponseCard key={id} />}
        <OwnIncidents />
      </div>
    </MonitorPanel>
  );
}
