import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { prettyXml, xmlLines } from '../../text/xml.ts';
import styles from './wire-text.module.css';

/** The plain XML, laid out for reading. */
export function DetailXml({ xml }: { xml: string }) {
  const { t } = useTranslation();
  if (!xml) return <p className={styles.none}>{t('detail.noXml')}</p>;
  return (
    <div>
      <div className={styles.tools}>
        <CopyButton text={prettyXml(xml)} what={t('copy.xml')} labelled />
      </div>
      <pre className={styles.wire}>
        {xmlLines(xml).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never change places
          <span key={index} className={styles.line} style={{ paddingLeft: `${line.depth * 2}ch` }}>
            {line.pieces.map((piece, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <span key={at} data-kind={piece.kind}>
                {piece.text}
              </span>
            ))}
          </span>
        ))}
      </pre>
    </div>
  );
}
