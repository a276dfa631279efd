import { useTranslation } from 'react-i18next';

/** Who published or deleted a menu, as the page calls them. */
export function useWho(): (who: string) => string {
  const { t } = useTranslation();
  return (who) => (who === 'console' || who === 'schedule' || who === 'api' ? t(`menus.who.${who}`) : who);
}
