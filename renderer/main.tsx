import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { openBridge } from './bridge/bridge.ts';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { createTexts } from './locales/i18n.ts';
import { StoresContext } from './stores/context.ts';
import { lookOf } from './stores/settings.ts';
import { createStores } from './stores/stores.ts';
import { mirroredStyleContainer } from './theme/antd-styles.ts';
import { adoptCssVariables } from './theme/css-variables.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const page = await openBridge(window);
const stores = createStores(page, window);
const texts = createTexts(stores.settings.getState().language);

/** Look and language belong to the document as well: for the browser's own controls, and for readers. */
function dressDocument(): void {
  const settings = stores.settings.getState();
  document.documentElement.dataset.look = lookOf(settings);
  document.documentElement.lang = settings.language;
  if (texts.language !== settings.language) void texts.changeLanguage(settings.language);
}

const antdStyles = mirroredStyleContainer(document);
adoptCssVariables(document);
dressDocument();
stores.settings.subscribe(dressDocument);
stores.start();

createRoot(root).render(
  <I18nextProvider i18n={texts}>
    <ErrorBoundary>
      <StoresContext value={stores}>
        <App styleContainer={antdStyles} />
      </StoresContext>
    </ErrorBoundary>
  </I18nextProvider>,
);
