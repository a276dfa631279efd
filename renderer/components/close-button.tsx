import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  onClose(): void;
  /** What it does, where it is something else than closing what Esc closes, too. */
  label?: string;
}

/** The cross in the corner of what lies open. */
export function CloseButton({ onClose, label }: Props) {
  const { t } = useTranslation();
  const name = label ?? t('app.close');
  const title = label ?? `${name} (Esc)`;
  return <Button type="text" size="small" icon={<CloseOutlined />} aria-label={name} title={title} onClick={onClose} />;
}
