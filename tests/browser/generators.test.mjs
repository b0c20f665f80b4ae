// What site generators make of a block of code: enhance() reads the code and nothing else, and
// puts one verdict behind the whole widget.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from './support.mjs';

let server;
let browser;
let page;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  page = await open();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const OPEN = 'resource "aws_instance" "web" {';
const CODE = `${OPEN}\n  ami = "a"\n}`;

/** Each: the markup, the widget that the verdict stands behind, and the code where it is not `CODE`. */
const GENERATORS = {
  'VitePress, with line numbers': [
    `<div class="language-hcl vp-adaptive-theme line-numbers-mode"><button title="Copy Code" class="copy"></button><span class="lang">hcl</span><pre class="shiki vp-code" tabindex="0"><code><span class="line"><span>resource</span><span> "aws_instance" "web" {</span></span>
<span class="line highlighted"><span>  ami = "a"</span></span>
<span class="line"><span>}</span></span></code></pre>
<div class="line-numbers-wrapper" aria-hidden="true"><span class="line-number">1</span><br><span class="line-number">2</span><br></div></div>`,
    '.vp-adaptive-theme',
  ],
  'VitePress, a line out and a line in': [
    `<div class="language-hcl vp-adaptive-theme"><pre class="shiki has-diff vp-code"><code><span class="line">${OPEN}</span>
<span class="line diff remove">  iam_instance_profile = ""</span>
<span class="line diff add">  iam_instance_profile = "a"</span>
<span class="line">}</span></code></pre></div>`,
    '.vp-adaptive-theme',
    `${OPEN}\n\n  iam_instance_profile = "a"\n}`,
  ],
  'Hugo, numbers in the lines': [
    `<div class="highlight"><pre tabindex="0" class="chroma"><code class="language-hcl" data-lang="hcl"><span class="line"><span class="ln">1</span><span class="cl"><span class="kr">resource</span> "aws_instance" "web" {
</span></span><span class="line hl"><span class="ln">2</span><span class="cl">  ami = "a"
</span></span><span class="line"><span class="ln">3</span><span class="cl">}
</span></span></code></pre></div>`,
    'div.highlight',
  ],
  'Hugo, numbers in the lines, without classes': [
    `<div class="highlight"><pre tabindex="0" style="tab-size:4"><code class="language-hcl" data-lang="hcl"><span style="display:flex"><span style="white-space:pre;-webkit-user-select:none;user-select:none;margin-right:0.4em;color:#7f7f7f">1</span><span>${OPEN}
</span></span><span style="display:flex"><span style="white-space:pre;-webkit-user-select:none;user-select:none;margin-right:0.4em;color:#7f7f7f">2</span><span>  ami = "a"
</span></span><span style="display:flex"><span style="white-space:pre;-webkit-user-select:none;user-select:none;margin-right:0.4em;color:#7f7f7f">3</span><span>}
</span></span></code></pre></div>`,
    'div.highlight',
  ],
  'Hugo, numbers in a column': [
    `<div class="highlight"><div class="chroma"><table class="lntable"><tr><td class="lntd"><pre tabindex="0" class="chroma"><code><span class="lnt">1
</span><span class="lnt">2
</span></code></pre></td><td class="lntd"><pre tabindex="0" class="chroma"><code class="language-hcl" data-lang="hcl"><span class="line"><span class="cl">${CODE}
</span></span></code></pre></td></tr></table></div></div>`,
    'div.highlight',
  ],
  'Sphinx, a caption and numbers in the lines': [
    `<div class="literal-block-wrapper docutils container"><div class="code-block-caption"><span class="caption-text">main.tf</span></div>
<div class="highlight-hcl notranslate"><div class="highlight"><pre><span></span><span class="linenos">1</span>${OPEN}
<span class="hll"><span class="linenos">2</span>  ami = "a"
</span><span class="linenos">3</span>}
</pre></div>
</div></div>`,
    '.literal-block-wrapper',
  ],
  'Sphinx, numbers in a column': [
    `<div class="highlight-terraform notranslate"><div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre><span class="normal">1</span>
<span class="normal">2</span></pre></div></td><td class="code"><div><pre><span></span>${CODE}
</pre></div></td></tr></table></div></div>`,
    '.highlight-terraform',
  ],
  'Jekyll, by rouge': [
    `<div class="language-hcl highlighter-rouge"><div class="highlight"><pre class="highlight"><code><span class="nx">resource</span> "aws_instance" "web" {
  ami = "a"
}
</code></pre></div></div>`,
    '.highlighter-rouge',
  ],
  'Jekyll, numbers in a column': [
    `<figure class="highlight"><pre><code class="language-hcl" data-lang="hcl"><table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">1
2
3
</pre></td><td class="code"><pre>${CODE}
</pre></td></tr></tbody></table></code></pre></figure>`,
    'figure',
  ],
  'Antora, with callouts': [
    `<div class="listingblock"><div class="title">main.tf</div><div class="content"><pre class="highlightjs highlight"><code class="language-hcl hljs" data-lang="hcl">${OPEN} <i class="conum" data-value="1"></i><b>(1)</b>
  ami = "a" <b class="conum">(2)</b>
}</code></pre><div class="source-toolbox"><span class="source-lang">hcl</span><button class="copy-button">Copy</button></div></div></div>`,
    '.listingblock',
  ],
  'Starlight, a title, numbers, a line out and a line in': [
    `<div class="expressive-code"><figure class="frame has-title"><figcaption class="header"><span class="title">main.tf</span></figcaption><pre data-language="hcl"><code><div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div class="code"><span>${OPEN}</span></div></div><div class="ec-line"><div class="code">
</div></div><div class="ec-line highlight del"><div class="code">  iam_instance_profile = ""</div></div><div class="ec-line highlight ins"><div class="code">  iam_instance_profile = "a"</div></div><div class="ec-line"><div class="code">}</div></div></code></pre><div class="copy"><div aria-live="polite"></div><button title="Copy to clipboard"></button></div></figure></div>`,
    '.expressive-code',
    `${OPEN}\n\n  iam_instance_profile = "a"\n}`,
  ],
  'Nextra, with a title': [
    `<div class="nextra-code"><div>main.tf</div><pre data-language="hcl" data-word-wrap=""><code class="nextra-code"><span>${OPEN}</span>
<span>  ami = "a"</span>
<span>}</span></code></pre><div class="copy"><button>Copy</button></div></div>`,
    'div.nextra-code',
  ],
  'rehype-pretty-code': [
    `<figure data-rehype-pretty-code-figure=""><figcaption data-language="hcl">main.tf</figcaption><pre tabindex="0" data-language="hcl"><code data-line-numbers="" data-language="hcl" style="display: grid"><span data-line=""><span>${OPEN}</span></span>
<span data-line="">  ami = "a"</span>
<span data-line="">}</span></code></pre></figure>`,
    'figure',
  ],
  'Gatsby, by Prism': [
    `<div class="gatsby-highlight" data-language="hcl"><pre class="language-hcl line-numbers"><code class="language-hcl">${CODE}</code><span aria-hidden="true" class="line-numbers-rows"><span></span><span></span></span></pre></div>`,
    '.gatsby-highlight',
  ],
  'highlight.js with its line numbers': [
    `<pre><code class="language-hcl hljs"><table class="hljs-ln"><tbody>${CODE.split('\n')
      .map(
        (line, index) =>
          `<tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="${index + 1}"><div class="hljs-ln-n"></div></td><td class="hljs-ln-line hljs-ln-code">${line}</td></tr>`,
      )
      .join('')}</tbody></table></code></pre>`,
    'pre',
  ],
  'highlight.js in mdBook': [
    `<pre><div class="buttons"><button class="clip-button" title="Copy"></button></div><code class="language-hcl hljs">${CODE}</code></pre>`,
    'pre',
  ],
};

/** Blocks behind tabs. */
const GROUP = `<div class="vp-code-group"><div class="blocks">
<div class="language-hcl active"><pre><code>${OPEN}\n  iam_instance_profile = "a"\n}</code></pre></div>
<div class="language-hcl" hidden><pre><code>${CODE}</code></pre></div>
</div></div>`;

/** A page with all of them in it, and a module that calls enhance(). */
async function open() {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 }, serviceWorkers: 'block' });
  const body = Object.values(GENERATORS).map(
    ([markup]) => `<section><h2>Title</h2><p>Text</p>${markup}<p>More</p></section>`,
  );
  await page.route('**/demo/mkdocs.html', async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(/<article[\s\S]*<\/article>/, () =>
      [...body, GROUP].join('\n'),
    );
    await route.fulfill({ response, body: html });
  });
  await page.goto(`${server.url}demo/mkdocs.html`);
  return page;
}

for (const [index, [name, [, widget, code = CODE]]] of Object.entries(GENERATORS).entries()) {
  test(name, async () => {
    const section = page.locator('section').nth(index);
    const element = section.locator('ec2-profile-check');
    await section.scrollIntoViewIfNeeded();
    await element
      .locator('.badge')
      .getByText(/Pass|Fail/)
      .waitFor({ timeout: 5_000 });
    assert.equal(await element.count(), 1);
    const text = await element.evaluate((one) => one.files['main.tf']);
    assert.equal(text.replace(/ +$/gm, '').trim(), code);
    assert.equal(await section.locator(`> ${widget} + ec2-profile-check`).count(), 1, `behind ${widget}`);
  });
}

test('a group of VitePress keeps its blocks side by side: its tabs count them', async () => {
  const group = page.locator('.vp-code-group');
  await group.scrollIntoViewIfNeeded();
  await group.locator('ec2-profile-check .badge').getByText('Pass').waitFor({ timeout: 5_000 });
  const inside = await group
    .locator('.blocks')
    .evaluate((blocks) =>
      [...blocks.children].map((one) => [one.className, one.querySelectorAll('ec2-profile-check').length]),
    );
  assert.deepEqual(inside, [
    ['language-hcl active', 1],
    ['language-hcl', 1],
  ]);
  assert.equal(await group.locator('ec2-profile-check:visible').count(), 1);
});
