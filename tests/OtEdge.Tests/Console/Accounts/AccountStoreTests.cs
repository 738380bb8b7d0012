using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using Xunit;

namespace OtEdge.Tests.Console.Accounts;

public sealed class AccountStoreTests : IDisposable
{
    private const string Password = "correct horse battery";
    private readonly string directory = Directory.CreateTempSubdirectory("ote").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void The_setup_token_makes_the_first_account_once()
    {
        AccountStore store = new(directory, time);
        string file = store.PrepareSetup()!;
        string token = File.ReadAllText(file).Trim();

        Assert.False(store.Set("wrong", "anna", Password).IsDone);
        Assert.True(store.Set(token, "anna", Password).IsDone);
        Assert.False(store.Set(token, "bert", Password).IsDone);
        Assert.False(File.Exists(file));
        Assert.Null(store.PrepareSetup());
        Assert.True(new AccountStore(directory, time).Matches("anna", Password));
    }

    [Fact]
    public void A_password_matches_its_account_alone()
    {
        AccountStore store = new(directory, time);
        store.Set(store.Invite("anna"), "anna", Password);

        Assert.True(store.Matches("anna", Password));
        Assert.False(store.Matches("anna", Password + "!"));
        Assert.False(store.Matches("bert", Password));
        Assert.DoesNotContain(Password, File.ReadAllText(Path.Combine(directory, AccountStore.FileName)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", "fourteen chars", RefusalKind.Invalid)]
    [InlineData(" anna", Password, RefusalKind.Invalid)]
    [InlineData("", Password, RefusalKind.Invalid)]
    [InlineData("bert", Password, RefusalKind.Forbidden)]
    public void What_does_not_fit_is_refused_and_keeps_the_invitation(string name, string password, RefusalKind kind)
    {
        AccountStore store = new(directory, time);
        string token = store.Invite("anna");

        Assert.Equal(kind, store.Set(token, name, password).Refusal!.Kind);
        Assert.True(store.Set(token, "anna", Password).IsDone);
    }

    [Fact]
    public void An_invitation_ends_after_72_hours_and_with_the_next_one()
    {
        AccountStore store = new(directory, time);
        string first = store.Invite("anna");
        string second = store.Invite("anna");
        Assert.False(store.Set(first, "anna", Password).IsDone);
        time.Advance(AccountStore.InvitationLifetime);
        Assert.False(store.Set(second, "anna", Password).IsDone);
    }

    [Fact]
    public void Only_the_services_user_may_read_what_is_kept()
    {
        AccountStore store = new(directory, time);
        string setup = store.PrepareSetup()!;
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Private, File.GetUnixFileMode(setup));
            Assert.Equal(Private, File.GetUnixFileMode(Path.Combine(directory, AccountStore.FileName)));
        }
    }

    [Fact]
    public void A_damaged_file_is_told_and_kept()
    {
        string path = Path.Combine(directory, AccountStore.FileName);
        File.WriteAllText(path, "{ half");
        IOException fault = Assert.Throws<IOException>(() => new AccountStore(directory, time));
        Assert.Contains("backup", fault.Message, StringComparison.Ordinal);
        Assert.Equal("{ half", File.ReadAllText(path));
    }
}
