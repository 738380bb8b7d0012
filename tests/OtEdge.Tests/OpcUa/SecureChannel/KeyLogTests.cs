using OtEdge.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

public sealed class KeyLogTests
{
    private const string Vector = "000102030405060708090A0B0C0D0E0F";
    private const string Key = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

    [Fact]
    public void Keys_are_found_by_channel_token_and_side()
    {
        using KeyLog log = KeyLog.Read(
        [
            "# made by a stack", "", $"client_iv_7_1: {Vector}", $"client_key_7_1: {Key}", "client_siglen_7_1: 32",
            $"server_iv_7_1: {Vector.ToLowerInvariant()}", $"server_key_7_1: {Key[..32]}", "server_siglen_7_1: 32",
        ]);

        Assert.Empty(log.Problems);
        Assert.Equal(2, log.Count);
        Assert.Single(log.Find(7, 1, isClients: true));
        Assert.Single(log.Find(7, 1, isClients: false));
        Assert.Empty(log.Find(7, 2, isClients: true));
    }

    [Fact]
    public void Of_numbers_that_come_again_all_keys_are_kept_and_the_newest_comes_first()
    {
        string[] first = [$"client_iv_7_1: {Vector}", $"client_key_7_1: {Key}", "client_siglen_7_1: 32"];
        using KeyLog one = KeyLog.Read(first);
        using KeyLog log = KeyLog.Read([.. first, .. first]);

        Assert.Equal(2, log.Find(7, 1, isClients: true).Count);
        Assert.Single(one.Find(7, 1, isClients: true));
    }

    [Fact]
    public void A_channel_that_only_signs_has_no_keys_and_is_no_problem()
    {
        using KeyLog log = KeyLog.Read(["client_iv_7_1:", "client_key_7_1: ", "client_siglen_7_1: 32"]);

        Assert.Empty(log.Problems);
        Assert.Equal(0, log.Count);
    }

    [Theory]
    [InlineData("CLIENT_RANDOM 0011 2233", "expected client_iv_CHANNEL_TOKEN: HEX")]
    [InlineData("client_iv_7: 00", "expected client_iv_CHANNEL_TOKEN: HEX")]
    [InlineData("client_iv_7_1: 0011", "expected 16 bytes")]
    [InlineData("client_iv_7_1: no hex", "expected 16 bytes")]
    [InlineData("server_key_7_1: 0011", "expected an AES key of 16 or 32 bytes")]
    [InlineData("server_siglen_7_1: -1", "expected the bytes of a signature")]
    [InlineData("server_siglen_7_1: 999", "expected the bytes of a signature")]
    [InlineData("server_iv_7_99999999999: 00", "expected client_iv_CHANNEL_TOKEN: HEX")]
    [InlineData($"server_key_7_1: {Key}", "are not all there")]
    public void What_is_wrong_is_said_without_the_secret(string line, string problem)
    {
        using KeyLog log = KeyLog.Read([line]);

        Assert.Contains(problem, Assert.Single(log.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("0011", log.Problems[0], StringComparison.Ordinal);
    }
}
