/// The bundled log of the demonstration, and what may be expected of it by counting in another way than Postern does.
package io.postern.cli.demo;
