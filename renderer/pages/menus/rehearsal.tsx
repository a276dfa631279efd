import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRehearsal } from '../../../shared/menu/menu-state.ts';
import type { Result } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useOverview, useSimulator, useStores } from '../../stores/context.ts';
import styles from './rehearsal.module.css';

/** What a tap on the button would do, asked for and shown in its place. */
export function Rehearsal({ account, keyText, type }: { account: string; keyText: string; type: string }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const [found, setFound] = useState<{ of: string; result: Result<KeyRehearsal> } | null>(null);
  const [busy, setBusy] = useState(false);
  const of = `${type} ${keyText}`;
  const ask = async () => {
    setBusy(true);
    const result = await menus.getState().rehearse(account, keyText, type);
    setBusy(false);
    setFound({ of, result });
  };
  const shown = found?.of === of ? found.result : null;
  return (
    <div className={styles.place}>
      <Button size="small" loading={busy} disabled={keyText === ''} title={t('menus.command.tryHint')} onClick={() => void ask()}>
        {t('menus.command.try')}
      </Button>
      <div role="status" className={styles.answer} data-testid="rehearsal">
        {shown?.ok && <Answer rehearsal={shown.value} />}
        {shown?.ok && shown.value.kind !== 'nothing' && <TapOnSimulator {...{ account, keyText, type }} />}
      </div>
      {shown && !shown.ok && <FailureNote failure={shown.error} />}
    </div>
  );
}

/** Taps the button on the phone of the sandbox account, or of the sandbox's account on the same platform: there it is done. */
function TapOnSimulator({ account, keyText, type }: { account: string; keyText: string; type: string }) {
  const { t } = useTranslation();
  const { simulator, route } = useStores();
  const platform = useOverview((state) => state.overview.value?.accounts.find(({ id }) => id === account)?.platform);
  const phones = useSimulator((state) => state.phones.value) ?? [];
  const phone = phones.find((one) => one.account === account) ?? phones.find((one) => one.platform === platform);
  if (!phone) return null;
  const tap = () => {
    simulator.getState().choose(phone.account);
    route.getState().go('simulator');
    void simulator.getState().act(phone.account, { kind: 'tap', key: keyText, type });
  };
  return (
    <Button size="small" className={styles.tap ?? ''} title={t('menus.command.tapHint')} onClick={tap}>
      {t('menus.command.tap')}
    </Button>
  );
}

function Answer({ rehearsal }: { rehearsal: KeyRehearsal }) {
  const { t } = useTranslation();
  switch (rehearsal.kind) {
    case 'label':
      return <p>{t('menus.command.label')}</p>;
    case 'nothing':
      return <p>△ {t('menus.command.nothing')}</p>;
    case 'refused':
      return <FailureNote failure={rehearsal.failure} />;
    case 'command': {
      const { line, danger, targets, confirm, offers } = rehearsal.plan;
      return (
        <>
          <p className={styles.line}>
            <span className={styles.quiet}>{t('menus.command.willRun')}</span>
            <code className={styles.code}>{line}</code>
            <span className={styles.danger} data-danger={danger}>
              {danger === 'danger' && <span aria-hidden>▲ </span>}
              {t(`menus.command.danger.${danger}`)}
            </span>
          </p>
          {targets.length > 0 && offers.length === 0 && (
            <p>
              <span className={styles.quiet}>{t('menus.command.onTargets')}</span> <code>{targets.join(t('action.comma'))}</code>
            </p>
          )}
          {offers.length > 0 && <p>{t('menus.command.which')}</p>}
          {confirm && <p>{t('menus.command.asks')}</p>}
        </>
      );
    }
  }
}
