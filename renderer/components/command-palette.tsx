import { useTranslation } from 'react-i18next';
import { importing, newAccount } from '../stores/accounts.ts';
import { useDesk, useStores } from '../stores/context.ts';
import { pages } from '../stores/route.ts';
import { Dialog } from './dialog.tsx';
import { type Choice, PaletteList } from './palette-list.tsx';

/** Everything that can be done from anywhere, found by typing. */
export function CommandPalette() {
  const { t } = useTranslation();
  const { route, settings, desk } = useStores();
  const open = useDesk((state) => state.dialog === 'palette');
  if (!open) return null;

  const { go } = route.getState();
  const { change } = settings.getState();
  const { fold, folded, openDialog } = desk.getState();
  const choices: Choice[] = [
    ...pages.map((page) => ({ id: page, label: t('palette.go', { page: t(`page.${page}`) }), keys: `g ${page[0]}`, act: () => go(page) })),
    { id: 'statistics', label: t('palette.go', { page: t('page.statistics') }), act: () => go('statistics') },
    { id: 'add-account', label: t('palette.addAccount'), act: () => go('accounts', newAccount) },
    { id: 'import-account', label: t('palette.importAccount'), act: () => go('accounts', importing) },
    { id: 'light', label: t('palette.themeLight'), act: () => void change({ theme: 'light' }) },
    { id: 'dark', label: t('palette.themeDark'), act: () => void change({ theme: 'dark' }) },
    { id: 'system', label: t('palette.themeSystem'), act: () => void change({ theme: 'system' }) },
    { id: 'zh', label: t('palette.languageZh'), act: () => void change({ language: 'zh-CN' }) },
    { id: 'en', label: t('palette.languageEn'), act: () => void change({ language: 'en' }) },
    { id: 'fold', label: t('palette.fold'), act: () => fold(!folded) },
    { id: 'keys', label: t('palette.keys'), keys: '?', act: () => openDialog('keys') },
  ];
  return (
    <Dialog label={t('palette.title')} onClose={() => openDialog(null)}>
      <PaletteList
        choices={choices}
        onChoose={(choice) => {
          openDialog(null);
          choice.act();
        }}
      />
    </Dialog>
  );
}
