export const alerts = {
  alerts: {
    open: "Sound and notifications",
    title: "How offers reach you",
    sound: "Ring until an offer is answered",
    granted: "Notifications are on: they come while this window is not in front.",
    denied: "Your browser blocks notifications here. Allow them in its site settings.",
    unasked: "No notifications yet while this window is not in front.",
    unavailable: "Notifications need an encrypted address (https).",
    allow: "Allow notifications",
    test: "Test now",
    testTitle: "This is what an offer looks like",
    offerNote: "Answer it in Switchyard.",
    played: "Sound: played. If you heard nothing, look at the volume of the computer.",
    notPlayed:
      "Sound: the browser refused to play it. Click anywhere in the page, then test again.",
    noDevice: "Sound: it could not be played on this computer.",
    muted: "Sound: muted by you.",
    shown: "Notification: shown.",
    notShown: "Notification: not shown.",
    close: "Close",
    blocked: "No sound yet: click here",
  },
};
