import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
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
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), thanksMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const name = t('copy.what', { what });
  return (
    <Button
      type="text"
      size="small"
      icon={copied ? <CheckOutlined /> : <CopyOutlined />}
      aria-label={copied ? t('copy.copied') : name}
      title={name}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {labelled && (copied ? t('copy.copied') : name)}
    </Button>
  );
}
