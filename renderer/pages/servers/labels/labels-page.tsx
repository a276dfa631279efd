import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTargetId, type TargetView } from '../../../../shared/target.ts';
import { useKeys } from '../../../components/use-keys.ts';
import { WayPage } from '../../../components/way-page.tsx';
import { useTargetDesk } from '../../../stores/context.ts';
import { LabelOptions } from './label-options.tsx';
import { LabelPreview } from './label-preview.tsx';
import { LabelSheet } from './label-sheet.tsx';
import { type LabelSize, labelSizes, sheetsOf } from './label-sizes.ts';
import styles from './labels-page.module.css';
import { PrintedSheets } from './printed-sheets.tsx';
import { type LabelPart, labelParts } from './server-label.tsx';

interface Props {
  targets: TargetView[];
  onClose: () => void;
}

/** Those that were chosen in the list, or all but this computer. */
function chosenAtFirst(targets: TargetView[], chosenBefore: readonly string[]): string[] {
  const before = targets.filter(({ id }) => chosenBefore.includes(id));
  return (before.length > 0 ? before : targets.filter(({ id }) => id !== localTargetId)).map(({ id }) => id);
}

/** Prints sheets of labels, whose codes answer with a server's status when they are scanned. */
export function LabelsPage({ targets, onClose }: Props) {
  const { t } = useTranslation();
  const chosenBefore = useTargetDesk((state) => state.chosen);
  const [picked, setPicked] = useState<string[] | null>(null);
  // why not once at the beginning: opened by its address, the page is there before the servers are
  const chosen = picked ?? chosenAtFirst(targets, chosenBefore);
  const [size, setSize] = useState<LabelSize>(() => labelSizes[0] as LabelSize);
  const [parts, setParts] = useState<readonly LabelPart[]>(labelParts);
  const [skipped, setSkipped] = useState(0);
  const printed = targets.filter(({ id }) => chosen.includes(id));
  const sheets = sheetsOf(printed, size, skipped);
  const print = () => {
    if (sheets.length > 0) window.print();
  };
  useKeys({ 'mod+p': print });
  const foot = (
    <>
      <Button
        type="primary"
        icon={<PrinterOutlined aria-hidden />}
        disabled={sheets.length === 0}
        title={`${t('labels.print')} (Ctrl+P)`}
        onClick={print}
      >
        {t('labels.print')}
      </Button>
      <p role="status">
        {sheets.length === 0 ? t('labels.nothing') : t('labels.count', { n: printed.length, sheets: sheets.length })}
        {sheets.length > 0 && <span className={styles.quiet}> · {t('labels.scale')}</span>}
      </p>
    </>
  );
  return (
    <WayPage title={t('labels.title')} intro={t('labels.intro')} foot={foot} onClose={onClose}>
      <div className={styles.split}>
        <LabelOptions
          targets={targets}
          chosen={chosen}
          size={size}
          parts={parts}
          skipped={skipped}
          onChoose={setPicked}
          onSize={(next) => {
            setSize(next);
            setSkipped(0);
          }}
          onParts={setParts}
          onSkip={setSkipped}
        />
        <LabelPreview sheets={sheets} size={size} parts={parts} />
      </div>
      <PrintedSheets page={size.page}>
        {sheets.map((places, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sheets have nothing but their number
          <LabelSheet key={index} size={size} places={places} parts={parts} />
        ))}
      </PrintedSheets>
    </WayPage>
  );
}
