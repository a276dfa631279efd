import { CheckOutlined, CopyOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const thanksMs = 1500;

interface Look {
  /** What is copied, to complete "copy …". */
  what: string;
  /** Shows the words too, not the icon only. */
  labelled?: boolean;
}

/** Copies a text, and says so where it was clicked. */
export function CopyButton({ text, ...look }: Look & { text: string }) {
  const { t } = useTranslation();
  return <CopyAction {...look} refused={t('copy.failed')} onCopy={() => copy(text)} />;
}

interface Props extends Look {
  /** What is said where it could not be copied. */
  refused: string;
  /** Whether it was copied. */
  onCopy: () => Promise<boolean>;
}

/** Has something copied by whoever holds it, and says how that went. */
export function CopyAction({ what, labelled = false, refused, onCopy }: Props) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), thanksMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const name = t('copy.what', { what });
  const told = outcome === null ? name : outcome === 'copied' ? t('copy.copied') : refused;
  const Icon = outcome === null ? CopyOutlined : outcome === 'copied' ? CheckOutlined : WarningOutlined;
  const act = () => void onCopy().then((copied) => setOutcome(copied ? 'copied' : 'failed'));
  return (
    <Button type="text" size="small" icon={<Icon />} aria-label={told} title={told} onClick={act}>
      {labelled && told}
    </Button>
  );
}

/** A browser has no clipboard on a page that came over plain HTTP from elsewhere, and may refuse on any. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
