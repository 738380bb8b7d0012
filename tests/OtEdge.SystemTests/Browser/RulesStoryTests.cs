using Microsoft.Playwright;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>From something that would be refused to a rule for it, proposed after a replay.</summary>
public sealed class RulesStoryTests
{
    [Fact]
    public async Task A_finding_becomes_a_rule_that_is_checked_replayed_and_proposed()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        IPage page = console.Page;
        await page.GetByText("that nobody has judged yet").ClickAsync();
        await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "filling-modbus.yaml" }).Filter(new() { HasText = "no rule names this client" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a rule of it" }).ClickAsync();

        ILocator editor = page.GetByLabel("Edit a candidate");
        await editor.WaitForAsync();
        string ruled = await editor.InputValueAsync();
        Assert.Contains("clients: [\"", ruled, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByText("No problem.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("loosens", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("passed.")).ToBeVisibleAsync();
        ILocator propose = page.GetByRole(AriaRole.Button, new() { Name = "Propose it" });
        await Assertions.Expect(propose).ToBeDisabledAsync();

        // A slip is told by line and column, with what was meant; proposing it is not possible.
        await editor.FillAsync(ruled.Replace("allow:", "alow:", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByText("did you mean `allow`").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".gutter .bad").First).ToBeVisibleAsync();
        await editor.FillAsync(ruled);

        await page.GetByRole(AriaRole.Button, new() { Name = "Replay the record against it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("newly allowed")).ToBeVisibleAsync();
        await propose.ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason (kept for good)").FillAsync("it is legitimate");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Status).First).ToContainTextAsync("confirmed");
        Assert.True(console.Complaints.Count == 0, string.Join('\n', console.Complaints));
    }

    [Fact]
    public async Task The_editor_offers_what_the_schema_and_the_site_know()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        IPage page = console.Page;
        await console.GoAsync("/rules/filling-modbus");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit a candidate" }).ClickAsync();
        ILocator editor = page.GetByLabel("Edit a candidate");
        await editor.FillAsync("policy: filling-modbus\nprotocol: modbus-tcp\nrules:\n  - id: new\n    ");
        await editor.PressAsync("End");
        await editor.PressSequentiallyAsync("cli");
        await Assertions.Expect(page.Locator("#offers li").First).ToContainTextAsync("clients");
        await editor.PressAsync("Enter");
        await editor.PressSequentiallyAsync("eng");
        await Assertions.Expect(page.Locator("#offers li").First).ToHaveTextAsync("engineering ");
        await editor.PressAsync("Enter");
        await editor.PressSequentiallyAsync("]");
        await editor.PressAsync("Enter");
        await editor.PressSequentiallyAsync("allow: [wri");
        await Assertions.Expect(page.Locator("#offers li").First).ToContainTextAsync("write");
        await editor.PressAsync("Enter");
        await editor.PressSequentiallyAsync("]");
        Assert.EndsWith("    clients: [engineering]\n    allow: [write]", await editor.InputValueAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByText("No problem.")).ToBeVisibleAsync();

        // The keyboard gets out of the field by Tab.
        await editor.PressAsync("Escape");
        await editor.PressAsync("Tab");
        Assert.False(await editor.EvaluateAsync<bool>("field => field === document.activeElement"));
    }
}
