import { useTranslation } from 'react-i18next';
import type { CheckId } from '../../../../shared/doctor.ts';
import { Time } from '../../../components/time.tsx';
import { useNow } from '../../../components/use-now.ts';

const stores = ['keychain', 'file', 'memory'] as const;

/** What a check found, in the page's language where it is a word or a time. */
export function Found({ id, found }: { id: CheckId; found: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const store = id === 'keychain' ? stores.find((kind) => kind === found) : undefined;
  if (store) return <>{t(`doctor.store.${store}`)}</>;
  const at = id === 'last-message' ? Date.parse(found) : Number.NaN;
  if (!Number.isNaN(at)) return <Time at={at} now={now} />;
  return <>{found}</>;
}
