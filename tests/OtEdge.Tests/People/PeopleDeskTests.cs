using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.People;
using Xunit;

namespace OtEdge.Tests.People;

public sealed class PeopleDeskTests
{
    private static readonly Person Anna = new("anna", ["a.lee", "anna-admin"], PersonRoles.Engineer);
    private static readonly Person Bert = new("bert", ["bert"], PersonRoles.Operator | PersonRoles.Security);

    [Theory]
    [InlineData("a.lee", "a.lee", "anna")]
    [InlineData("anna-admin", null, "anna")]
    [InlineData("bert", "anna", "bert")]
    [InlineData("anna", null, "anna (another account)")]
    [InlineData("carl", "bert", "carl")]
    [InlineData("root", "bert", "bert")]
    [InlineData("root", "a.lee", "anna")]
    [InlineData("root", "carl", "root")]
    [InlineData("root", "root", "root")]
    [InlineData(null, "bert", "bert (as said by the client)")]
    [InlineData(null, null, "unknown")]
    public void The_kernels_word_decides_and_only_root_may_speak_for_a_person_of_the_settings(string? account, string? claimed, string name) =>
        Assert.Equal(name, Desk(Anna, Bert).NameOf(new CallerIdentity(account, claimed)));

    [Fact]
    public void Without_people_everybody_is_their_account_and_has_every_role()
    {
        PeopleDesk desk = Desk();

        Assert.Equal("root", desk.NameOf(new CallerIdentity("root", "bert")));
        Assert.Equal(PersonRoles.All, desk.RolesOf("root"));
        UserView only = Assert.Single(desk.List("root"));
        Assert.True(only.You);
        Assert.Equal(["viewer", "operator", "engineer", "security", "safety", "administrator"], only.Roles);
    }

    [Fact]
    public void Who_is_not_named_has_no_role_and_is_told_whom_to_ask()
    {
        PeopleDesk desk = Desk(Anna, Bert);

        Assert.Equal(PersonRoles.None, desk.RolesOf("carl"));
        Refusal refusal = desk.Forbids("anna", PersonRoles.Operator, "arm a change")!;
        Assert.Equal(RefusalKind.Forbidden, refusal.Kind);
        Assert.Equal("to arm a change takes the role operator, and anna has only the role engineer; ask bert.", refusal.Detail);
        Assert.Null(desk.Forbids("bert", PersonRoles.Operator | PersonRoles.Engineer, "arm a change"));
        Assert.Contains("carl has no role here", desk.Forbids("carl", PersonRoles.Viewer, "look")!.Detail, StringComparison.Ordinal);
    }

    private static PeopleDesk Desk(params Person[] people) => new(() => Gateway.Plant.Site() with { People = people });
}
