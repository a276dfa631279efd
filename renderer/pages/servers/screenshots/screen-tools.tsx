import { CameraOutlined, DownloadOutlined, LeftOutlined, MinusOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyAction } from '../../../components/copy-button.tsx';
import styles from './screen-page.module.css';
import type { Zoom } from './zoom.ts';

interface Props {
  zoom: Zoom;
  /** In percent. */
  percent: number;
  hasPicture: boolean;
  hasNewer: boolean;
  hasOlder: boolean;
  canTake: boolean;
  taking: boolean;
  onZoom: (zoom: Zoom) => void;
  onStep: (by: 1 | -1) => void;
  onWalk: (by: 1 | -1) => void;
  onTake: () => void;
  onSave: () => void;
  onCopy: () => Promise<boolean>;
}

/** What can be done with a picture: walk, zoom, copy, save, and take another. */
export function ScreenTools({ zoom, percent, hasPicture, hasNewer, hasOlder, canTake, taking, ...on }: Props) {
  const { t } = useTranslation();
  const icon = (name: 'previous' | 'next' | 'zoomIn' | 'zoomOut' | 'save', Icon: typeof PlusOutlined, isOn: boolean, act: () => void) => (
    <Button
      type="text"
      size="small"
      icon={<Icon />}
      aria-label={t(`screenshots.${name}`)}
      title={t(`screenshots.${name}`)}
      disabled={!isOn}
      onClick={act}
    />
  );
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('screenshots.zoom')}>
      {icon('previous', LeftOutlined, hasNewer, () => on.onWalk(-1))}
      {icon('next', RightOutlined, hasOlder, () => on.onWalk(1))}
      <span className={styles.rule} aria-hidden />
      {icon('zoomOut', MinusOutlined, hasPicture, () => on.onStep(-1))}
      <span className={styles.percent}>{hasPicture ? `${percent}%` : ''}</span>
      {icon('zoomIn', PlusOutlined, hasPicture, () => on.onStep(1))}
      <Segmented
        size="small"
        aria-label={t('screenshots.zoom')}
        disabled={!hasPicture}
        value={zoom === 'fit' || zoom === 1 ? String(zoom) : ''}
        options={[
          { value: 'fit', label: t('screenshots.fit') },
          { value: '1', label: '100%', title: t('screenshots.actual') },
        ]}
        onChange={(value) => on.onZoom(value === 'fit' ? 'fit' : 1)}
      />
      <span className={styles.rule} aria-hidden />
      {hasPicture && <CopyAction what={t('screenshots.what')} refused={t('screenshots.copyFailed')} onCopy={on.onCopy} />}
      {icon('save', DownloadOutlined, hasPicture, on.onSave)}
      <Button
        size="small"
        type="primary"
        icon={<CameraOutlined aria-hidden />}
        loading={taking}
        disabled={!canTake}
        title={t(canTake ? 'screenshots.takeKey' : 'screenshots.noScreen')}
        onClick={on.onTake}
      >
        {t(taking ? 'screenshots.taking' : 'screenshots.take')}
      </Button>
    </div>
  );
}
