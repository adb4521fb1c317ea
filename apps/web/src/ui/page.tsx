import { useEffect, useRef, type ReactNode } from 'react';
import { shownText } from './shown-text.js';

interface PageProps {
  title: string;
  lead?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** A link to the list that this page belongs to. */
  back?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

/** true until the first page was shown: then the browser itself reads the title, and focus stays where it is. */
let first = true;

/** The frame of each page. Moving to a page puts the focus on its title, so that a screen reader says where one is. */
export const Page = ({ title, lead, actions, back, narrow = false, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${shownText(title)} · Curfew`;
  }, [title]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      {back !== undefined && <div className="page-back">{back}</div>}
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {shownText(title)}
          </h1>
          {lead !== undefined && <p className="page-lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
};

/** A part of a page with its own title. */
export const Section = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <section className="section">
    <div className="section-head">
      <h2>{shownText(title)}</h2>
      {aside}
    </div>
    {children}
  </section>
);

/** What stands where a list would be: what this is for, and what to do. */
export const Empty = ({ title, children, icon }: { title: string; children?: ReactNode; icon?: ReactNode }) => (
  <div className="empty">
    {icon !== undefined && <div className="empty-icon">{icon}</div>}
    <h2>{title}</h2>
    {children !== undefined && <div className="empty-text">{children}</div>}
  </div>
);
