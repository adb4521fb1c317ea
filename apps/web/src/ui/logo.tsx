/** The mark: a moon with a lamp beside it. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" className="mark">
    <rect width="32" height="32" rx="9" fill="#2f3fa8" />
    <path d="M20.9 22.6A8.6 8.6 0 1 1 15.2 7.5a6.7 6.7 0 0 0 8.9 9.1 8.6 8.6 0 0 1-3.2 6z" fill="#fff" />
    <circle cx="22.6" cy="10" r="2.1" fill="#ffc24b" />
  </svg>
);

export const Wordmark = ({ size = 28 }: { size?: number }) => (
  <span className="wordmark">
    <Mark size={size} />
    <span>Curfew</span>
  </span>
);
