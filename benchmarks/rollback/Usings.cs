// `Console` alone means the namespace OtEdge.Console here.
global using Terminal = System.Console;
