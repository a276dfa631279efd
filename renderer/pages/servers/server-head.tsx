import { CopyOutlined, DeleteOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { localTargetId, type TargetView } from '../../../shared/target.ts';
import { CloseButton } from '../../components/close-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatRoute } from '../../stores/route.ts';
import { partOfScreen } from '../../stores/screenshots.ts';
import type { TargetAct } from '../../stores/targets.ts';
import { LightMark } from './light-mark.tsx';
import styles from './server-head.module.css';

interface Props {
  /** Absent while it is yet to be added. */
  target: TargetView | undefined;
  busy: TargetAct | undefined;
  onCheck: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
  onClose: () => void;
}

/** The server's name and whether it answers, and what can be done to it as a whole. */
export function ServerHead({ target, busy, onCheck, onDuplicate, onDelete, onClose }: Props) {
  const { t } = useTranslation();
  const name = target?.name ?? t('servers.newTitle');
  return (
    <div className={styles.head}>
      <div className={styles.line}>
        <h2 className={styles.name} title={name}>
          {name}
        </h2>
        <CloseButton onClose={onClose} />
      </div>
      {target && (
        <div className={styles.line}>
          <span className={styles.facts}>
            <code className={styles.id}>{target.id}</code>
            <CopyButton text={target.id} what={t('copy.id')} />
            <LightMark light={target.light} />
          </span>
          {target.capabilities.includes('screen') && <a href={formatRoute('servers', partOfScreen(target.id))}>{t('screenshots.open')}</a>}
          {target.id !== localTargetId && (
            <div className={styles.actions}>
              <Button size="small" icon={<ReloadOutlined aria-hidden />} loading={busy === 'check'} onClick={onCheck}>
                {t('servers.checkOne')}
              </Button>
              <Button size="small" icon={<CopyOutlined aria-hidden />} title={t('servers.duplicateHint')} onClick={onDuplicate}>
                {t('servers.duplicate')}
              </Button>
              {!target.isFixed && (
                <Button
                  size="small"
                  danger
                  icon={<DeleteOutlined aria-hidden />}
                  loading={busy === 'delete'}
                  title={t('servers.deleteHint')}
                  onClick={onDelete}
                >
                  {t('servers.delete')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
