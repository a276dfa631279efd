import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { labelTextOf } from '../../../../shared/label.ts';
import type { TargetView } from '../../../../shared/target.ts';
import { QrCode } from '../../../components/qr-code.tsx';
import { addressOf } from '../../../stores/target-form.ts';
import type { LabelSize } from './label-sizes.ts';
import styles from './server-label.module.css';

/** What may stand on a label. */
export const labelParts = ['code', 'name', 'aliases', 'asset', 'address'] as const;
export type LabelPart = (typeof labelParts)[number];

interface Props {
  target: TargetView;
  size: LabelSize['label'];
  parts: readonly LabelPart[];
}

/** One label, as large as it is on paper. */
export function ServerLabel({ target, size, parts }: Props) {
  const { t } = useTranslation();
  const { id, name, aliases, asset } = target;
  const has = (part: LabelPart) => parts.includes(part);
  const lines = [
    has('aliases') && aliases.join(t('accounts.listSeparator')),
    has('asset') && asset && t('labels.assetOf', { asset }),
    has('address') && addressOf(target),
  ].filter((line): line is string => typeof line === 'string' && line !== '');
  const lengths = { '--label-width': `${size.width}mm`, '--label-height': `${size.height}mm` } as CSSProperties;
  return (
    <div className={styles.label} style={lengths} data-testid="server-label">
      {has('code') && (
        <QrCode className={styles.code} text={labelTextOf(id)} label={t('labels.codeOf', { id })} size={128} errorLevel="M" />
      )}
      <div className={styles.texts}>
        {has('name') && name !== id && <p className={styles.name}>{name}</p>}
        <p className={has('name') && name === id ? styles.name : styles.id}>{id}</p>
        {lines.map((line) => (
          <p key={line} className={styles.line}>
            {line}
          </p>
        ))}
      </div>
    </div>
  );
}
