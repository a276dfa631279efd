import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../shared/run.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Field } from '../../components/field.tsx';
import { useOperators, useStores } from '../../stores/context.ts';
import styles from './person-form.module.css';
import { useRoleChoices } from './role-choices.ts';
import { SidePanel } from './side-panel.tsx';

/** Makes a code that somebody binds themselves with, and shows it as long as it is good. */
export function InvitePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { operators } = useStores();
  const roles = useRoleChoices();
  const invitation = useOperators((state) => state.invitation);
  const [role, setRole] = useState('operator');
  const [name, setName] = useState('');
  const { invite, closeInvitation } = operators.getState();
  if (invitation) {
    return (
      <SidePanel title={t('people.inviteTitle')} onClose={onClose}>
        <Code invitation={invitation} onAgain={closeInvitation} />
      </SidePanel>
    );
  }
  return (
    <SidePanel title={t('people.invite')} onClose={onClose}>
      <form
        className={styles.form}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void invite(role, name.trim());
        }}
      >
        <Field label={t('people.role')} rule={roles.find(({ value }) => value === role)?.may ?? ''}>
          {(ties) => <Select {...ties} autoFocus className={styles.wide ?? ''} value={role} options={roles} onChange={setRole} />}
        </Field>
        <Field label={t('people.name')} rule={t('people.nameRule')}>
          {(ties) => <Input {...ties} maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit">
            {t('people.make')}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}

function Code({ invitation, onAgain }: { invitation: Invitation; onAgain: () => void }) {
  const { t } = useTranslation();
  const roles = useRoleChoices();
  const seconds = useSecondsTo(invitation.until);
  const line = t('people.inviteLine', { code: invitation.code });
  const role = roles.find(({ value }) => value === invitation.role)?.label ?? invitation.role;
  const isGone = seconds <= 0;
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <div className={styles.form} data-testid="invitation">
      <p>{t('people.inviteText', { role })}</p>
      <p className={styles.line} data-gone={isGone}>
        <code>{line}</code>
        {!isGone && <CopyButton text={line} what={t('people.line')} />}
      </p>
      <p className={styles.may} role="timer">
        {isGone ? t('people.expired') : t('people.left', { time: clock })}
      </p>
      <div className={styles.acts}>
        <Button size="small" onClick={onAgain}>
          {t('people.again')}
        </Button>
      </div>
    </div>
  );
}

/** Whole seconds until a moment, counted down to 0. */
function useSecondsTo(until: number): number {
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const isOver = seconds === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver]);
  return seconds;
}
