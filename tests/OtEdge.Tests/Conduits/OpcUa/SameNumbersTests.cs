using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>Conduits turn names of the codec into those of the rules by their numbers, and neither project knows the other.</summary>
public sealed class SameNumbersTests
{
    [Fact]
    public void Services_have_the_names_and_numbers_of_the_codec() => Assert.Equal(All<ServiceType>(), All<OpcUaService>());

    [Fact]
    public void Value_types_have_the_names_and_numbers_of_the_codec() =>
        Assert.Equal(
            All<BuiltInType>().Where(type => type.Number is > 0 and <= (int)BuiltInType.String),
            All<NodeValueType>().Where(type => type.Name is not (nameof(NodeValueType.None) or nameof(NodeValueType.Other))));

    [Fact]
    public void No_value_is_0_in_both() => Assert.Equal((int)NodeValueType.None, (int)default(BuiltInType));

    [Fact]
    public void Security_modes_have_the_names_and_numbers_of_the_codec() =>
        Assert.Equal(All<MessageSecurityMode>().Where(mode => mode.Number > 0), All<MessageSecurity>().Where(mode => mode.Number > 0));

    private static (long Number, string Name)[] All<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(value => (Convert.ToInt64(value, null), value.ToString())).Order()];
}
