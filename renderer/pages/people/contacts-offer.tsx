import { ContactsOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/failure-note.tsx';
import { useOperators, useStores } from '../../stores/context.ts';
import styles from './person-form.module.css';

/** Reads the members whom a WeCom app may see, so that nobody has to know a UserID by heart. */
export function ContactsOffer({ account, accountName }: { account: string; accountName: string }) {
  const { t } = useTranslation();
  const { operators } = useStores();
  const contacts = useOperators((state) => state.contacts[account]);
  const found = contacts?.value;
  const told =
    found &&
    t(found.contacts.length === 0 ? 'contacts.none' : found.isCut ? 'contacts.cut' : 'contacts.found', { n: found.contacts.length });
  return (
    <div className={styles.contacts}>
      <Button
        size="small"
        icon={<ContactsOutlined aria-hidden />}
        loading={contacts?.state === 'loading'}
        title={t('contacts.loadHint', { account: accountName })}
        onClick={() => void operators.getState().loadContacts(account)}
      >
        {t('contacts.load')}
      </Button>
      <p className={styles.may} role="status">
        {told}
      </p>
      {contacts?.state === 'failed' && (
        <>
          <p className={styles.may}>{t('contacts.failed')}</p>
          <FailureNote failure={contacts.failure} />
        </>
      )}
    </div>
  );
}
