import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScannedHost } from '../../../../shared/network-scan.ts';
import styles from '../pick-table.module.css';

interface Props {
  found: ScannedHost[];
  /** Addresses of those that are servers already. */
  known: string[];
  chosen: string[];
  onChoose: (addresses: string[]) => void;
}

const portNames: Record<number, string> = { 22: 'ssh', 445: 'smb', 3389: 'rdp', 5900: 'vnc' };

/** The machines that answered, to choose from. */
export function ScanTable({ found, known, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const fresh = found.map(({ address }) => address).filter((address) => !known.includes(address));
  const isAll = fresh.length > 0 && fresh.every((address) => chosen.includes(address));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.box}>
            <Checkbox
              aria-label={t('serverImport.all')}
              checked={isAll}
              indeterminate={chosen.length > 0 && !isAll}
              disabled={fresh.length === 0}
              onChange={() => onChoose(isAll ? [] : fresh)}
            />
          </th>
          <th scope="col">{t('serverScan.address')}</th>
          <th scope="col">{t('serverScan.name')}</th>
          <th scope="col">{t('serverScan.mac')}</th>
          <th scope="col">{t('serverScan.ports')}</th>
          <th scope="col">{t('serverImport.remark')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ address, name, mac, open }) => {
          const isChosen = chosen.includes(address);
          const isKnown = known.includes(address);
          return (
            <tr key={address} data-chosen={isChosen} data-testid="scan-row">
              <td className={styles.box}>
                <Checkbox
                  aria-label={t('serverImport.choose', { name: name ?? address })}
                  checked={isChosen}
                  disabled={isKnown}
                  onChange={() => onChoose(isChosen ? chosen.filter((one) => one !== address) : [...chosen, address])}
                />
              </td>
              <td>
                <code>{address}</code>
              </td>
              <td>{name}</td>
              <td>
                <code>{mac}</code>
              </td>
              <td>{open.map((port) => (portNames[port] ? `${portNames[port]} ${port}` : String(port))).join(', ')}</td>
              <td className={styles.quiet}>{t(isKnown ? 'serverScan.known' : 'serverImport.fine')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
