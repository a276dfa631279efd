import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localTargetId, type TargetView } from '../../../shared/target.ts';
import { CapabilityLabels, TagLabels } from '../../components/labels.tsx';
import card from '../../components/overview-card.module.css';
import { formatRoute } from '../../stores/route.ts';
import { addressOf } from '../../stores/target-form.ts';
import { LightMark } from './light-mark.tsx';
import styles from './server-card.module.css';

interface Props {
  target: TargetView;
  open: boolean;
  /** There are changes that are not saved. */
  unsaved: boolean;
}

/** One server: its name, whether it answers, where it is and what can be done to it. */
export function ServerCard({ target, open, unsaved }: Props) {
  const { t } = useTranslation();
  const { id, name, system, group, tags, light, capabilities } = target;
  const isLocal = id === localTargetId;
  return (
    <a
      href={formatRoute('servers', id)}
      className={card.card}
      data-server={id}
      data-testid="server"
      aria-current={open ? 'true' : undefined}
    >
      <span className={`${card.head} ${styles.head}`}>
        <span className={card.name} title={name}>
          {name}
        </span>
        {unsaved && <Unsaved />}
        {isLocal && <Tag variant="filled">{t('servers.builtIn')}</Tag>}
        {target.isFixed && <Tag variant="filled">{t('fixedServer.mark')}</Tag>}
      </span>
      <LightMark light={light} />
      <span className={card.facts}>
        <code className={card.clipped}>{id}</code>
        <span className={card.clipped}>{isLocal ? t('driver.local') : addressOf(target) || t('servers.noAddress')}</span>
      </span>
      <span className={card.facts}>
        <span>{t(`system.${system}`)}</span>
        {group !== undefined && <span className={card.clipped}>{group}</span>}
      </span>
      {tags.length > 0 && <TagLabels tags={tags} />}
      <CapabilityLabels capabilities={capabilities} />
    </a>
  );
}

/** Says that there are changes that are not saved. */
export function Unsaved() {
  const { t } = useTranslation();
  return (
    <span className={styles.unsaved}>
      <span aria-hidden>●</span> {t('servers.unsaved')}
    </span>
  );
}
