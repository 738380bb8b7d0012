using OtEdge.Core.Policy;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class ModbusFunctionsTests
{
    [Fact]
    public void Every_name_finds_its_function_and_back()
    {
        foreach (var function in ModbusFunctions.All)
        {
            Assert.True(ModbusFunctions.TryByName(function.Name.ToUpperInvariant(), out var found));
            Assert.Equal(function, found);
            Assert.Equal(function.Name, ModbusFunctions.NameOf(function.Code, function.Sub));
        }
    }

    [Fact]
    public void A_sub_function_without_a_name_has_its_functions_name()
    {
        Assert.Equal("diagnostics", ModbusFunctions.NameOf(8, 99));
        Assert.Equal("umas", ModbusFunctions.NameOf(90, 0x40));
        Assert.Null(ModbusFunctions.NameOf(65));
    }

    [Fact]
    public void An_unknown_name_is_not_found() => Assert.False(ModbusFunctions.TryByName("read-holding-register", out _));

    [Fact]
    public void Only_the_functions_of_the_contract_read_and_write()
    {
        byte[] Of(FunctionClass wanted) =>
            [.. Enumerable.Range(0, 256).Select(code => (byte)code).Where(code => ModbusFunctions.ClassOf(code) == wanted)];

        Assert.Equal([1, 2, 3, 4, 7, 11, 12, 17, 20, 24], Of(FunctionClass.Read));
        Assert.Equal([5, 6, 15, 16, 21, 22, 23], Of(FunctionClass.Write));
        Assert.Equal(FunctionClass.Read, ModbusFunctions.ClassOf(43, 14));
        Assert.Equal(FunctionClass.Admin, ModbusFunctions.ClassOf(43, 13));
    }

    [Fact]
    public void Spaces_and_classes_have_the_numbers_that_the_core_gives_them()
    {
        Assert.Equal(Enum.GetValues<RegisterSpace>().Select(space => $"{space}={(int)space}"),
            Enum.GetValues<ModbusSpace>().Select(space => $"{space}={(int)space}"));
        foreach (var functionClass in Enum.GetValues<FunctionClass>())
        {
            Assert.Equal($"{functionClass}", $"{(OperationClass)(int)functionClass}");
        }
    }
}
