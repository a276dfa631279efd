import { BellOutlined, MutedOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';

const hourMs = 3_600_000;
const lengths = { hour: hourMs, hours8: 8 * hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const;

interface Props {
  isMuted: boolean;
  busy: boolean;
  /** Until then, in Unix ms; null ends it. */
  onMute: (until: number | null) => void;
}

/** Mutes for a while that is chosen, or lets it be heard again. */
export function MuteButton({ isMuted, busy, onMute }: Props) {
  const { t } = useTranslation();
  if (isMuted) {
    return (
      <Button size="small" icon={<BellOutlined aria-hidden />} loading={busy} onClick={() => onMute(null)}>
        {t('monitors.unmute')}
      </Button>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{
        items: (Object.keys(lengths) as (keyof typeof lengths)[]).map((key) => ({ key, label: t(`monitors.muteFor.${key}`) })),
        onClick: ({ key }) => onMute(Date.now() + lengths[key as keyof typeof lengths]),
      }}
    >
      <Button size="small" icon={<MutedOutlined aria-hidden />} loading={busy} aria-haspopup="menu">
        {t('monitors.mute')}
      </Button>
    </Dropdown>
  );
}
