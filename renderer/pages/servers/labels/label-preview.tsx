import { Pagination } from 'antd';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../shared/target.ts';
import styles from './label-preview.module.css';
import { LabelSheet } from './label-sheet.tsx';
import type { LabelSize } from './label-sizes.ts';
import type { LabelPart } from './server-label.tsx';

interface Props {
  sheets: readonly (TargetView | null)[][];
  size: LabelSize;
  parts: readonly LabelPart[];
}

/** So wide a sheet is shown, in mm; a small label is shown larger than it is. */
const shownWidth = 150;

/** The sheets as they will be printed, one at a time. */
export function LabelPreview({ sheets, size, parts }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, Math.max(0, sheets.length - 1));
  const places = sheets[at];
  const lengths = { '--zoom': Math.min(2, shownWidth / size.page.width) } as CSSProperties;
  return (
    <section className={styles.preview} aria-label={t('labels.preview')}>
      {sheets.length > 1 && (
        <Pagination
          size="small"
          simple
          aria-label={t('labels.sheets')}
          current={at + 1}
          pageSize={1}
          total={sheets.length}
          onChange={(page) => setWanted(page - 1)}
        />
      )}
      {places ? (
        <div className={styles.paper} style={lengths}>
          <LabelSheet size={size} places={places} parts={parts} />
        </div>
      ) : (
        <p className={styles.empty}>{t('labels.empty')}</p>
      )}
    </section>
  );
}
