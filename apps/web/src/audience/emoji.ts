/** What chats use most, by kind. Every system has them. */
export const EMOJI = [
  '😀 😄 😂 🤣 😊 😍 🥰 😎 🤩 🥳 😉 😇 🤗 🤔 😮 😢 😭 😅 😴 🙄 😬 🤯 😡 🤝',
  '👍 👎 👏 🙌 🙏 👋 ✌️ 🤞 💪 👀 🫶 ✋',
  '❤️ 🧡 💛 💚 💙 💜 🖤 💔 💯 🔥 ✨ ⭐ 🎉 🎊 🎵 🎤 🎸 🎬 📣 🚀 🏆 ☕ 🍿 🌈',
].map((kind) => kind.split(' '));
