using Microsoft.Playwright;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>What an operator does at the console, from seeing to going back.</summary>
public sealed class OperatorStoryTests
{
    [Fact]
    public async Task An_operator_sees_what_would_be_refused_tries_to_enforce_and_goes_back()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        IPage page = console.Page;

        await page.GetByText("that nobody has judged yet").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Findings" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "no rule" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Meant to be refused" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Judged: meant").First).ToBeVisibleAsync();

        await console.GoAsync("/conduits/filling-modbus");
        await page.GetByRole(AriaRole.Button, new() { Name = "Judge the record now" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Not ready").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enforce", Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason (kept for good)").FillAsync("the browser test tries it");
        await dialog.GetByLabel("Override unmet gates").FillAsync("a demo, nothing is at stake");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync(":");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go back now" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("ol.steps li.here")).ToHaveTextAsync("rolled back");
        await Assertions.Expect(page.GetByText("engineer").First).ToBeVisibleAsync();

        await console.GoAsync("/conduits/filling-modbus");
        await Assertions.Expect(page.Locator("main .mode").First).ToHaveTextAsync("Monitor");
        Assert.True(console.Complaints.Count == 0, string.Join('\n', console.Complaints));
    }
}
