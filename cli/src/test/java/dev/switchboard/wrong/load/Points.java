package dev.switchboard.wrong.load;

import dev.switchboard.fetch.Url;

/** What the verbs do stands side by side: a load fetches nothing. */
record Points(Url aside) {}
