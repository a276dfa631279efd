import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TunnelAct } from '../../../stores/tunnel.ts';
import type { TunnelField, TunnelForm, TunnelProblems } from '../../../stores/tunnel-form.ts';
import { spinner } from '../spinner.ts';
import styles from './setup-bar.module.css';

interface Props {
  form: TunnelForm;
  problems: TunnelProblems;
  touched: boolean;
  canSave: boolean;
  /** What is saved could be started. */
  canStart: boolean;
  isOff: boolean;
  busy: TunnelAct | null;
  onDiscard: () => void;
  onStart: () => void;
}

/** Saves and starts, or discards, and says what is still in the way. */
export function SetupBar({ form, problems, touched, canSave, canStart, isOff, busy, onDiscard, onStart }: Props) {
  const { t } = useTranslation();
  const fields = Object.entries(problems) as [TunnelField | 'password', string][];
  const named = (all: typeof fields) => all.map(([field]) => t(`tunnelField.${field}`)).join(t('accounts.listSeparator'));
  const lacking = fields.filter(([, problem]) => problem === 'missing');
  const wrong = fields.filter(([, problem]) => problem !== 'missing');
  const tell = () => {
    if (busy === 'save') return t('tunnel.saving');
    if (wrong.length > 0) return t('tunnel.wrong', { fields: named(wrong) });
    if (touched && lacking.length > 0) return t('tunnel.lacking', { fields: named(lacking) });
    if (touched) return t('tunnel.changed');
    if (canStart) return t('tunnel.asSavedOff');
    return isOff ? '' : t('tunnel.asSaved');
  };
  const startsNothing = form.provider === 'none' && form.ownUrl === '';
  return (
    <div className={styles.bar}>
      {!touched && canStart ? (
        <Button type="primary" loading={spinner(busy === 'start')} onClick={onStart}>
          {t('tunnel.start')}
        </Button>
      ) : (
        <Button type="primary" htmlType="submit" disabled={!canSave} loading={spinner(busy === 'save')}>
          {t(startsNothing ? 'tunnel.saveOff' : 'tunnel.save')}
        </Button>
      )}
      {touched && (
        <Button disabled={busy === 'save'} onClick={onDiscard}>
          {t('tunnel.discard')}
        </Button>
      )}
      <p role="status" className={styles.told}>
        {tell()}
      </p>
    </div>
  );
}
