using OtEdge.Console.Api;
using Xunit;

namespace OtEdge.Tests.Console;

public sealed class ApiRoutesTests
{
    [Fact]
    public void Names_are_escaped_into_their_place()
    {
        Assert.Equal("/api/v1/conduits/a%2Fb/policy", ApiRoutes.For(ApiRoutes.ConduitPolicy, "a/b"));
        Assert.Equal("/api/v1/changes/c-0007/confirm", ApiRoutes.For("c-0007", ChangeStep.Confirm));
    }
}
