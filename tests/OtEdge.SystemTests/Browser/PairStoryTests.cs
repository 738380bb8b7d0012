using Microsoft.Playwright;
using OtEdge.SystemTests.Modbus;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>Two people at two browsers: one proposes, the other signs, and whoever is there takes it back.</summary>
public sealed class PairStoryTests
{
    [Fact]
    public async Task One_proposes_another_approves_and_anybody_goes_back()
    {
        await using PairSite site = await PairSite.StartAsync();
        IPage anna = await site.SignInAsync("anna");
        IPage ben = await site.SignInAsync("ben");

        // To monitor, which refuses nothing: the second person is asked all the same.
        string first = await ProposeAsync(site, anna, "Monitor", window: "", overriding: "");
        await ApproveAsync(site, ben, first);
        await Assertions.Expect(Here(anna)).ToHaveTextAsync("approved");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Arm and apply" }).ClickAsync();
        await Assertions.Expect(Here(anna)).ToHaveTextAsync("confirmed");

        // To enforce, in a window, past gates that nobody can meet in a test.
        string second = await ProposeAsync(site, anna, "Enforce", window: "night", overriding: "a bench, no episodes yet");
        await Assertions.Expect(anna.GetByText("This is your own change")).ToBeVisibleAsync();
        await Assertions.Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "Window" })).ToContainTextAsync("night");
        await ApproveAsync(site, ben, second);
        await Assertions.Expect(Here(anna)).ToHaveTextAsync("approved");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Arm and apply" }).ClickAsync();

        await Assertions.Expect(ben.GetByRole(AriaRole.Timer)).ToContainTextAsync(":");
        await Assertions.Expect(anna.GetByRole(AriaRole.Timer)).ToContainTextAsync(":");
        await Assertions.Expect(anna.Locator("header.top")).ToContainTextAsync("on trial, back in");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Confirm: keep it" }).ClickAsync();
        await Assertions.Expect(Here(ben)).ToHaveTextAsync("soak");
        await Assertions.Expect(ben.GetByRole(AriaRole.Button, new() { Name = "Go back now" })).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Go back now" }).ClickAsync();

        await Assertions.Expect(Here(anna)).ToHaveTextAsync("rolled back");
        await Assertions.Expect(anna.Locator("ol.timeline")).ToContainTextAsync("(ben)");
        await site.GoAsync(anna, $"/conduits/{TestSites.Conduit}");
        await Assertions.Expect(anna.Locator("main .mode").First).ToHaveTextAsync("Monitor");
    }

    [Fact]
    public async Task A_permit_waits_for_the_second_person_counts_down_and_ends_early()
    {
        await using PairSite site = await PairSite.StartAsync();
        IPage anna = await site.SignInAsync("anna");
        IPage ben = await site.SignInAsync("ben");

        await site.GoAsync(anna, "/permits");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Ask for a permit" }).ClickAsync();
        ILocator dialog = anna.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Client: an asset").FillAsync("hmi");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Download of a PLC program" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "30m" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ask for it" }).ClickAsync();
        await Assertions.Expect(anna.GetByText("It has not begun")).ToBeVisibleAsync();

        await site.GoAsync(ben, "/permits");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(anna.GetByRole(AriaRole.Timer)).ToContainTextAsync("m");
        await anna.GetByRole(AriaRole.Button, new() { Name = "End it now" }).ClickAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Heading, new() { Name = "Ended" })).ToBeVisibleAsync();
    }

    private static ILocator Here(IPage page) => page.Locator("ol.steps li.here");

    private static async Task<string> ProposeAsync(PairSite site, IPage page, string mode, string window, string overriding)
    {
        await site.GoAsync(page, $"/conduits/{TestSites.Conduit}");
        await page.GetByRole(AriaRole.Button, new() { Name = mode, Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason (kept for good)").FillAsync($"to {mode}");
        await dialog.GetByLabel("Window in which it may start").FillAsync(window);
        await dialog.GetByLabel("Override unmet gates").FillAsync(overriding);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
        ILocator made = dialog.GetByRole(AriaRole.Link).First;
        string id = await made.InnerTextAsync();
        await made.ClickAsync();
        await Assertions.Expect(Here(page)).ToHaveTextAsync("ready");
        return id;
    }

    private static async Task ApproveAsync(PairSite site, IPage page, string id)
    {
        await site.GoAsync(page, $"/changes/{id}");
        await Assertions.Expect(page.Locator("blockquote")).ToContainTextAsync($"I, ben, approve {id}");
        await page.GetByLabel("I have read what clients lose").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(Here(page)).ToHaveTextAsync("approved");
    }
}
