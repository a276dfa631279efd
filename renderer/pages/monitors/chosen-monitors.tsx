import {
  CloseOutlined,
  DeleteOutlined,
  EditOutlined,
  ExportOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  ReloadOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { jsonBlob, offerFile } from '../../components/offer-file.ts';
import { useMonitors, useStores } from '../../stores/context.ts';
import { many } from '../../stores/monitors.ts';
import styles from './chosen-monitors.module.css';
import { EditMany } from './edit-many.tsx';
import { MuteButton } from './mute-button.tsx';

interface Props {
  chosen: MonitorView[];
  monitors: MonitorView[];
  onClear: () => void;
}

/** What can be done to all the monitors that were chosen, below the list. */
export function ChosenMonitors({ chosen, monitors, onClear }: Props) {
  const { t } = useTranslation();
  const { monitors: store } = useStores();
  const ids = chosen.map(({ id }) => id);
  const busy = useMonitors((state) => state.busy[ids.length === 1 ? (ids[0] ?? many) : many]);
  const [isEditing, setEditing] = useState(false);
  const { pause, mute, check, remove, exportFile } = store.getState();
  const isAnyRunning = chosen.some(({ paused }) => !paused);
  const isAnyMuted = chosen.some(({ mutedUntil }) => mutedUntil !== undefined);
  const exportChosen = async () => {
    const file = await exportFile(ids);
    if (file) offerFile(file.fileName, jsonBlob(file.text));
  };
  return (
    <div className={styles.bar} data-testid="chosen-monitors">
      <div className={styles.line}>
        <p className={styles.count} role="status" title={chosen.map(({ name }) => name).join('\n')}>
          {t('monitors.chosen', { n: chosen.length })}
        </p>
        <Button
          size="small"
          icon={isAnyRunning ? <PauseOutlined aria-hidden /> : <PlayCircleOutlined aria-hidden />}
          loading={busy === 'pause'}
          onClick={() => void pause(ids, isAnyRunning)}
        >
          {t(isAnyRunning ? 'monitors.pause' : 'monitors.goOn')}
        </Button>
        <MuteButton isMuted={isAnyMuted} busy={busy === 'mute'} onMute={(until) => void mute(ids, until)} />
        <Button size="small" icon={<ReloadOutlined aria-hidden />} loading={busy === 'check'} onClick={() => void check(ids)}>
          {t('monitors.check')}
        </Button>
        <Button size="small" icon={<EditOutlined aria-hidden />} aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
          {t('monitors.editMany')}
        </Button>
        <Button size="small" icon={<ExportOutlined aria-hidden />} onClick={() => void exportChosen()}>
          {t('monitors.export')}
        </Button>
        <Button
          size="small"
          danger
          icon={<DeleteOutlined aria-hidden />}
          loading={busy === 'delete'}
          title={t('monitors.deleteHint')}
          onClick={() => void remove(ids).then((gone) => gone && onClear())}
        >
          {t('monitors.delete')}
        </Button>
        <span className={styles.space} />
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} onClick={onClear}>
          {t('monitors.unchoose')}
        </Button>
      </div>
      {isEditing && <EditMany key={ids.join()} chosen={chosen} monitors={monitors} onDone={() => setEditing(false)} />}
    </div>
  );
}
