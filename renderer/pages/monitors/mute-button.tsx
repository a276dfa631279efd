import { BellOutlined, MutedOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useRef } from 'react';
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
  const button = useRef<HTMLButtonElement>(null);
  // why: one button for both, so that it keeps the focus
  return (
    <Dropdown
      trigger={isMuted ? [] : ['click']}
      autoFocus
      onOpenChange={(isOpen) => !isOpen && button.current?.focus()}
      menu={{
        items: (Object.keys(lengths) as (keyof typeof lengths)[]).map((key) => ({ key, label: t(`monitors.muteFor.${key}`) })),
        onClick: ({ key }) => onMute(Date.now() + lengths[key as keyof typeof lengths]),
      }}
    >
      <Button
        ref={button}
        size="small"
        icon={isMuted ? <BellOutlined aria-hidden /> : <MutedOutlined aria-hidden />}
        loading={busy}
        aria-haspopup={isMuted ? undefined : 'menu'}
        onClick={() => isMuted && onMute(null)}
      >
        {t(isMuted ? 'monitors.unmute' : 'monitors.mute')}
      </Button>
    </Dropdown>
  );
}
