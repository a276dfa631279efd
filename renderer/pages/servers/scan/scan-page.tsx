import { Button, Input, Progress, Select, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../shared/target.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { Field } from '../../../components/field.tsx';
import { WayPage } from '../../../components/way-page.tsx';
import { useStores, useTargetScan } from '../../../stores/context.ts';
import { isKnownHost, isSshUser, targetsOfHosts } from '../../../stores/target-scan.ts';
import styles from './scan-page.module.css';
import { ScanTable } from './scan-table.tsx';

interface Props {
  targets: TargetView[];
  /** With the ids of those that were added; null where none was. */
  onClose: (added: string[] | null) => void;
}

/** Finds machines in this computer's networks, and adds those that are chosen. */
export function ScanPage({ targets, onClose }: Props) {
  const { t } = useTranslation();
  const { targetScan } = useStores();
  const { networks, network, scan, stopped, chosen, user, adding, failure } = useTargetScan((state) => state);
  const { load, pick, begin, stop, choose, setUser, add } = targetScan.getState();
  useEffect(() => void targetScan.getState().load(), [targetScan]);

  const list = networks.value ?? [];
  const running = scan !== null && !scan.done;
  const found = scan?.found ?? [];
  const known = found.filter((host) => isKnownHost(host, targets)).map(({ address }) => address);
  const userIsWrong = user !== '' && !isSshUser(user);
  const told = () => {
    if (!scan) return '';
    if (running) return t('serverScan.running', { percent: Math.floor(scan.share * 100), n: found.length });
    return t(stopped ? 'serverScan.stopped' : 'serverScan.done', { n: found.length });
  };
  const addChosen = async () => {
    const hosts = found.filter(({ address }) => chosen.includes(address));
    const added = await add(targetsOfHosts(hosts, user, targets));
    if (added !== null) onClose(added);
  };
  const foot = found.length > 0 && (
    <>
      <Button type="primary" disabled={chosen.length === 0 || userIsWrong} loading={adding} onClick={() => void addChosen()}>
        {t('serverScan.add', { n: chosen.length })}
      </Button>
      <div className={styles.user}>
        <Field label={t('serverScan.user')} rule={t('serverScan.userRule')} problem={userIsWrong ? t('serverScan.userWrong') : undefined}>
          {(ties) => (
            <Input {...ties} value={user} autoComplete="off" spellCheck={false} onChange={(event) => setUser(event.target.value.trim())} />
          )}
        </Field>
      </div>
    </>
  );
  return (
    <WayPage title={t('serverScan.title')} intro={t('serverScan.intro')} foot={foot} onClose={() => onClose(null)}>
      {networks.state === 'loading' && !networks.value && <Skeleton active paragraph={{ rows: 2 }} />}
      {networks.state === 'failed' && <FailureNote failure={networks.failure} onRetry={() => void load()} />}
      {networks.state === 'ready' && list.length === 0 && (
        <p>
          {t('serverScan.noNetworks')} {t('serverScan.noNetworksHint')}
        </p>
      )}
      {list.length > 0 && (
        <div className={styles.line}>
          <Select
            aria-label={t('serverScan.network')}
            className={styles.network ?? ''}
            disabled={running}
            value={network ?? list[0]?.cidr ?? null}
            options={list.map(({ cidr, interface: card, hosts }) => ({
              value: cidr,
              label: t('serverScan.networkOf', { cidr, interface: card, hosts }),
            }))}
            onChange={(cidr: string) => pick(cidr)}
          />
          {running ? (
            <Button onClick={() => void stop()}>{t('serverScan.stop')}</Button>
          ) : (
            <Button type={scan ? 'default' : 'primary'} onClick={() => void begin()}>
              {t(scan ? 'serverScan.again' : 'serverScan.start')}
            </Button>
          )}
          <p role="status" aria-live={running ? 'off' : 'polite'} className={styles.told}>
            {told()}
          </p>
        </div>
      )}
      {scan && (
        <Progress
          aria-label={t('serverScan.progress')}
          percent={stopped ? Math.floor(scan.share * 100) : scan.done ? 100 : Math.floor(scan.share * 100)}
          size="small"
          showInfo={false}
          status={running ? 'active' : 'normal'}
        />
      )}
      {(failure ?? scan?.failure) && <FailureNote failure={(failure ?? scan?.failure) as NonNullable<typeof failure>} />}
      {found.length > 0 && <ScanTable found={found} known={known} chosen={chosen} onChoose={choose} />}
      {scan?.done && !stopped && !scan.failure && found.length === 0 && (
        <p>
          {t('serverScan.nothing')} {t('serverScan.nothingHint')}
        </p>
      )}
    </WayPage>
  );
}
