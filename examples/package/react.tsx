import { FlowExecutor } from "flow-interface/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function SignIn() {
  const [target, setTarget] = useState("");
  if (target) return <p>Signed in, on to {target}</p>;
  return (
    <FlowExecutor
      slug="with-mfa"
      query="next=/app"
      onBeforeLeave={(event) => {
        event.preventDefault(); // The page goes on by itself.
        setTarget(new URL(event.to).pathname);
      }}
    />
  );
}

createRoot(document.getElementById("root") ?? document.body).render(<SignIn />);
