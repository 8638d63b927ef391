document.querySelector("ak-flow-executor").addEventListener("ak-flow-before-leave", (event) => {
  event.preventDefault(); // The page goes on by itself.
  document.body.textContent = `Signed in, on to ${new URL(event.to).pathname}`;
});
