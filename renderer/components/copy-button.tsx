import { CheckOutlined, CopyOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const thanksMs = 1500;

interface Props {
  text: string;
  /** What is copied, to complete "copy …". */
  what: string;
  /** Shows the words too, not the icon only. */
  labelled?: boolean;
}

/** Copies a text, and says so where it was clicked. */
export function CopyButton({ text, what, labelled = false }: Props) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), thanksMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const name = t('copy.what', { what });
  const told = outcome === null ? name : t(`copy.${outcome}`);
  const Icon = outcome === null ? CopyOutlined : outcome === 'copied' ? CheckOutlined : WarningOutlined;
  return (
    <Button type="text" size="small" icon={<Icon />} aria-label={told} title={told} onClick={() => void copy(text).then(setOutcome)}>
      {labelled && told}
    </Button>
  );
}

/** A browser has no clipboard on a page that came over plain HTTP from elsewhere, and may refuse on any. */
async function copy(text: string): Promise<'copied' | 'failed'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'failed';
  }
}
