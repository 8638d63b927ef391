import { expect } from "@open-wc/testing";
import { html, render, type TemplateResult } from "lit";
import { prepareHtml, sanitisedHtml } from "../../../src/client/ui/sanitised-html.ts";
import { afterwards } from "../../support/mount.ts";

/** Shows the text on the page, as a stage does. */
async function show(text: string): Promise<HTMLElement> {
  await prepareHtml([text]);
  const place = document.createElement("div");
  document.body.append(place);
  afterwards(() => place.remove());
  render(page(text), place);
  return place;
}

function page(text: string): TemplateResult {
  return html`<div>${sanitisedHtml(text)}</div>`;
}

describe("HTML of the server", () => {
  it("shows text as it is", async () => {
    expect((await show("Fish > chips")).innerText).to.equal("Fish > chips");
  });

  it("shows paragraphs, lists, tables and emphasis", async () => {
    const place = await show("<p>One <b>two</b></p><ul><li>three</li></ul><table><tr><td>four</td></tr></table>");
    for (const name of ["p", "b", "li", "td"]) expect(place.querySelector(name), name).not.to.equal(null);
  });

  it("takes only the body of a document", async () => {
    const place = await show(
      "<!doctype html><html><head><title>Secret</title><style>p{color:red}</style></head><body><p>Denied</p></body></html>",
    );
    expect(place.textContent.trim()).to.equal("Denied");
    expect(place.querySelector("style, title")).to.equal(null);
  });

  const hostile = [
    "<script>window.hacked = true</script>",
    "<img src=x onerror='window.hacked = true'>",
    "<svg><script>window.hacked = true</script></svg>",
    "<svg onload='window.hacked = true'></svg>",
    "<math><mtext></p><style><img src onerror='window.hacked = true'></style></mtext></math>",
    "<iframe srcdoc='<script>parent.hacked = true</script>'></iframe>",
    "<object data='data:text/html,<script>1</script>'></object>",
    "<a href='javascript:window.hacked=true'>link</a>",
    "<a href=' java\tscript:window.hacked=true'>link</a>",
    "<a href='data:text/html,<script>1</script>'>link</a>",
    "<form action='https://evil.example'><input name=password><button>Sign in</button></form>",
    "<style>* { display: none }</style>",
    "<p style='position: fixed; inset: 0'>cover</p>",
    "<p class='ak-problem' id='ak-title' name='form' data-stage>look-alike</p>",
    "<base href='https://evil.example'><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<video src=x onerror='window.hacked = true'></video>",
    "<template><img src=x onerror='window.hacked = true'></template>",
    "<ak-flow-executor slug=x></ak-flow-executor>",
    "<h1>Another title</h1>",
  ];
  for (const text of hostile) {
    it(`makes harmless: ${text}`, async () => {
      const place = await show(text);
      expect(
        place.querySelectorAll(
          "script, style, iframe, object, form, input, button, svg, math, base, meta, link, h1, video",
        ),
      ).to.be.empty;
      const attributes = [...place.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
      expect(attributes.filter((name) => !["alt", "rel", "src"].includes(name))).to.be.empty;
      expect("hacked" in window).to.equal(false);
    });
  }

  for (const href of [
    "https://example.com/terms",
    "http://example.com",
    "mailto:help@example.com",
    "tel:+123",
    "/terms",
  ]) {
    it(`keeps the link to ${href}, which learns nothing of the page`, async () => {
      const link = (await show(`<a href="${href}" target="_top">terms</a>`)).querySelector("a");
      expect(link?.getAttribute("href")).to.equal(href);
      expect(link?.rel).to.equal("noopener noreferrer");
      expect(link?.target).to.equal("");
    });
  }

  it("lets a link open another tab, so that the form stays", async () => {
    expect((await show('<a href="/terms" target="_blank">terms</a>')).querySelector("a")?.target).to.equal("_blank");
  });

  for (const src of ["/logo.png", "https://example.invalid/logo.png", "data:image/gif;base64,R0lGODlhAQABAAAAACw="]) {
    it(`keeps the picture ${src}`, async () => {
      expect((await show(`<img alt="logo" src="${src}">`)).querySelector("img")?.getAttribute("src")).to.equal(src);
    });
  }

  for (const src of ["http://evil.example/track.gif", "data:text/html,x", "ftp://evil.example/x.png"]) {
    it(`leaves out the picture ${src}`, async () => {
      expect((await show(`<img alt="" src="${src}">`)).querySelector("img")).to.equal(null);
    });
  }

  it("keeps its nodes when it is shown again", async () => {
    const place = await show("<b>one</b>");
    const node = place.querySelector("b");
    render(page("<b>one</b>"), place);
    expect(place.querySelector("b")).to.equal(node);
  });
});
